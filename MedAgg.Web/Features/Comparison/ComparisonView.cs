using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Features.Comparison;

/// <param name="Datasets">Those that are there, from left to right.</param>
/// <param name="Rows">Facts in the order of a passport.</param>
/// <param name="Missing">Slugs of the address that lead nowhere, or may not be seen.</param>
public sealed record ComparisonView(IReadOnlyList<DatasetView> Datasets, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<string> Missing);
