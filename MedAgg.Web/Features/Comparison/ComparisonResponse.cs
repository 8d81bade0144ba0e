using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Features.Comparison;

/// <summary>The answer of <c>/api/compare</c>.</summary>
/// <param name="Datasets">In the order of the question.</param>
/// <param name="Differences">Facts in which two of them say different things.</param>
public sealed record ComparisonResponse(IReadOnlyList<DatasetResponse> Datasets, IReadOnlyList<string> Differences)
{
    internal static ComparisonResponse Of(ComparisonView view) =>
        new([.. view.Datasets.Select(DatasetResponse.Of)], [.. view.Rows.Where(row => row.Differs).Select(row => row.Key)]);
}
