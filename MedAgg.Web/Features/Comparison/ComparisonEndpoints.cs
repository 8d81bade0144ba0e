using System.Security.Claims;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MedAgg.Web.Features.Comparison;

/// <summary>The comparison for programs.</summary>
internal static class ComparisonEndpoints
{
    public static void MapComparison(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/compare", CompareAsync).WithName("Compare").WithTags("Catalogue")
            .WithSummary("Two to four datasets side by side: the datasets in the order of the parameters d, and the facts in which they differ.");

    private static async Task<Results<Ok<ComparisonResponse>, ProblemHttpResult>> CompareAsync(
        HttpRequest request, ComparisonQueries queries, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken, [FromQuery] string[]? d = null)
    {
        int asked = d?.Distinct().Count() ?? 0;
        if (asked is < 2 or > ComparisonAddress.Most)
            return TypedResults.Problem($"2 to {ComparisonAddress.Most} datasets can be compared, {asked} were named.", statusCode: StatusCodes.Status400BadRequest, title: "COMPARISON_SIZE");
        ComparisonView view = await queries.ReadAsync(ComparisonAddress.Parse(request.QueryString.Value ?? ""), await actors.OfAsync(person, cancellationToken), cancellationToken);
        return view.Missing.Count > 0
            ? TypedResults.Problem($"There is no dataset {string.Join(", ", view.Missing)}.", statusCode: StatusCodes.Status404NotFound, title: "DATASET_NOT_FOUND")
            : TypedResults.Ok(ComparisonResponse.Of(view));
    }
}
