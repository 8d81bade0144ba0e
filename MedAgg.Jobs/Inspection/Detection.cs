namespace MedAgg.Jobs.Inspection;

/// <summary>One candidate answer with its reason: what a screen shows as evidence.</summary>
/// <param name="What">Question: <c>modality</c>, <c>area</c>, <c>dimensionality</c>, <c>split</c>, <c>label</c>, <c>patient</c> …</param>
/// <param name="Value">Answer, a taxonomy id for modality and area.</param>
/// <param name="Confidence">0 … 1; see <see cref="Confidences"/>.</param>
/// <param name="Rule">Why, in one short English phrase that names the tag, folder or table.</param>
public sealed record Detection(string What, string Value, double Confidence, string Rule);
