using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>The units of a part (or of all parts) as one task sees them: views of one breast are one case, judged by the mean of their logits.</summary>
internal sealed class UnitSet
{
    private readonly bool _patientsAreKnown;

    public UnitSet(CaseSet set, PreparedSet prepared, SplitResult split, TaskStep task, SplitPart? part)
    {
        _patientsAreKnown = set.PatientsAreKnown;
        Arrays = [.. Enumerable.Range(0, prepared.Cases.Count)
            .Where(i => (part is null || split.Parts[i] == part) && set.Images[prepared.Cases[i].Case].Labels.ContainsKey(task.Name))];
        Images = [.. Arrays.Select(i => set.Images[prepared.Cases[i].Case])];
        Positive = [.. Images.Select(image => image.Labels[task.Name])];
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (int i = 0; i < Images.Count; i++)
            first.TryAdd(Images[i].Unit, i);
        First = [.. first.Values];
    }

    /// <summary>Places of its images among the arrays.</summary>
    public IReadOnlyList<int> Arrays { get; }

    public IReadOnlyList<CaseImage> Images { get; }

    public IReadOnlyList<bool> Positive { get; }

    /// <summary>Place of the first image of each unit, in order of appearance: the order of all unit-level lists.</summary>
    public IReadOnlyList<int> First { get; }

    public int? Patients => _patientsAreKnown ? Images.Select(image => image.Patient).OfType<string>().Distinct(StringComparer.Ordinal).Count() : null;

    public IReadOnlyList<string> Groups => [.. First.Select(i => Images[i].Patient ?? Images[i].Unit)];

    public IReadOnlyList<bool> UnitPositive => [.. First.Select(i => Positive[i])];

    /// <summary>Value of a fact per unit; null when unknown.</summary>
    public IReadOnlyList<string?> Fact(string name) => [.. First.Select(i => Images[i].Facts.GetValueOrDefault(name))];

    /// <summary>The subgroup of each unit by a fact: ages by decade, other numbers and words as they are; null when unknown.</summary>
    public IReadOnlyList<string?> Subgroup(string name) => name == CaseFacts.Age
        ? [.. First.Select(i => Images[i].Number(name) is { } age ? string.Create(CultureInfo.InvariantCulture, $"{(int)(age / 10) * 10:00}–{(int)(age / 10) * 10 + 9:00}") : null)]
        : Fact(name);

    /// <summary>Fused logits of an engine.</summary>
    public Predictions Of(IReadOnlyList<double> logits)
    {
        IReadOnlyList<string>? groups = _patientsAreKnown ? [.. Images.Select(image => image.Patient ?? image.Unit)] : null;
        Outcome<Predictions> images = Predictions.Of([.. Arrays.Select(i => logits[i])], [.. Positive], groups);
        if (!images.IsDone)
            throw new RefusedException(images.Refusal.Code, images.Refusal.Message);
        Outcome<Predictions> units = Fusion.MeanOfViews(images.Value, [.. Images.Select(image => image.Unit)], [.. Images.Select(image => image.View)], groups);
        return units.IsDone ? units.Value : throw new RefusedException(units.Refusal.Code, units.Refusal.Message);
    }
}
