namespace MedAgg.Domain.Search;

/// <param name="Value">Id or stated value; <see cref="FacetName.NotStated"/> for none.</param>
/// <param name="Count">Datasets with it among those that pass all other filters.</param>
public sealed record FacetCount(string Value, int Count);
