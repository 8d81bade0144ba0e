namespace MedAgg.Web.Features.Catalog;

/// <param name="Value">Null when nobody knows.</param>
/// <param name="Standing"><c>measured</c>, <c>declared</c>, <c>unverified</c> or <c>unknown</c>.</param>
public sealed record FigureResponse(long? Value, string Standing)
{
    internal static FigureResponse Of(Figure figure) => new(figure.Value, figure.Standing.ToString().ToLowerInvariant());

    internal static IReadOnlyDictionary<string, FigureResponse> All(DatasetFigures figures) => new Dictionary<string, FigureResponse>
    {
        ["patients"] = Of(figures.Patients),
        ["studies"] = Of(figures.Studies),
        ["series"] = Of(figures.Series),
        ["images"] = Of(figures.Images),
        ["volumes"] = Of(figures.Volumes),
        ["bytes"] = Of(figures.Bytes),
    };
}
