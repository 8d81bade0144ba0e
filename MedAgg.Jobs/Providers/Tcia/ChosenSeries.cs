namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>What a choice left of a collection, and how it came about.</summary>
/// <param name="Series">In the order of the archive.</param>
/// <param name="Patients">Patients in <paramref name="Series"/>.</param>
/// <param name="Classes">Patients taken of each class, in the order of the names; empty without a label table.</param>
/// <param name="Remarks">What the requester should know: classes that are too small, patients without a label, a budget that ended the choice.</param>
internal sealed record ChosenSeries(
    IReadOnlyList<SeriesRow> Series, int Patients, IReadOnlyDictionary<string, int> Classes, IReadOnlyList<string> Remarks);
