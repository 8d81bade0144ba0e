using MedAgg.Domain.Refusals;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MedAgg.Web.Features.Discovery;

/// <summary>Questions to outside providers for programs. Signed-in accounts only.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscoveryApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/provider-searches").RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithTags("Discovery");
        api.MapPost("", StartAsync).WithName("StartProviderSearch").WithSummary("Asks all outside providers; the answers are read one by one as they come.");
        api.MapGet("/{id:long}", FindAsync).WithName("FindProviderSearch").WithSummary("What each provider has answered so far.");
    }

    private static async Task<Results<JsonHttpResult<ProviderSearchView>, ProblemHttpResult>> StartAsync(
        ProviderSearchBody body, HttpContext context, ActorQueries actors, StartProviderSearch start, ProviderSearchQueries queries, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        (long? id, Refusal? refusal) = await start.RunAsync(actor, body.Text ?? "", cancellationToken);
        if (id is not { } started)
            return RefusalProblem.Of(refusal!);
        context.Response.Headers.Location = $"/api/provider-searches/{started}";
        return await queries.FindAsync(actor, started, cancellationToken) is { } view
            ? TypedResults.Json(view, JsonOutput.Options, statusCode: StatusCodes.Status202Accepted)
            : RefusalProblem.Of(ProviderSearchQueries.Unknown(started));
    }

    private static async Task<Results<JsonHttpResult<ProviderSearchView>, ProblemHttpResult>> FindAsync(
        long id, HttpContext context, ActorQueries actors, ProviderSearchQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } view
            ? TypedResults.Json(view, JsonOutput.Options)
            : RefusalProblem.Of(ProviderSearchQueries.Unknown(id));
}

/// <summary>What <c>POST /api/provider-searches</c> takes.</summary>
internal sealed record ProviderSearchBody(string? Text);
