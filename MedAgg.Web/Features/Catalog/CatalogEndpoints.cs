using System.Diagnostics;
using System.Security.Claims;
using MedAgg.Domain.Search;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MedAgg.Web.Features.Catalog;

/// <summary>The catalogue for programs.</summary>
internal static class CatalogEndpoints
{
    private const int MaxTake = 200;
    private const int MaxSkip = 100_000;
    private const int Suggestions = 10;

    public static void MapCatalog(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Catalogue");
        api.MapGet("/search", SearchAsync).WithName("Search")
            .WithSummary("Ranked search in Russian and English. Facets (modality, area, pathology, task, tag, licence, access, source, format, year, inspected) filter as on the page; sort is relevance, newest, mostimages or title.");
        api.MapGet("/suggest", Suggest).WithName("Suggest").WithSummary("Completions of a question: terms and datasets.");
        api.MapGet("/datasets/{slug}", FindAsync).WithName("Dataset").WithSummary("A dataset with its versions; every number says whether it was measured, declared or not checked.");
    }

    // q and sort stand here for the description of the API; they are read with the facets as the page reads them.
    private static async Task<Ok<SearchResponse>> SearchAsync(
        HttpRequest request, CatalogQueries queries, ActorQueries actors, IDatasetSearch search, ClaimsPrincipal person, CancellationToken cancellationToken,
        [FromQuery] string? q = null, [FromQuery] string? language = null, [FromQuery] string? sort = null, [FromQuery] int skip = 0, [FromQuery] int take = SearchAddress.PageSize)
    {
        Actor actor = await actors.OfAsync(person, cancellationToken);
        SearchRequest asked = SearchAddress.Parse(request.QueryString.Value ?? "").ToRequest(language ?? Language.Current, DatasetVisibility.Audiences(actor)) with
        {
            Skip = Math.Clamp(skip, 0, MaxSkip),
            Take = Math.Clamp(take, 1, MaxTake),
        };
        long began = Stopwatch.GetTimestamp();
        SearchAnswer answer = search.Search(asked);
        double tookMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        IReadOnlyList<ResultCard> cards = await queries.CardsAsync([.. answer.Hits.Select(hit => hit.Slug)], actor, cancellationToken);
        return TypedResults.Ok(SearchResponse.Of(asked, answer, cards, tookMs));
    }

    private static Ok<IReadOnlyList<Suggestion>> Suggest(IDatasetSearch search, [FromQuery] string q = "", [FromQuery] string? language = null) =>
        TypedResults.Ok(search.Suggest(q.Length > SearchAddress.MaxText ? q[..SearchAddress.MaxText] : q, language ?? Language.Current, Suggestions));

    private static async Task<Results<Ok<DatasetResponse>, NotFound>> FindAsync(
        string slug, CatalogQueries queries, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(person, cancellationToken);
        return await queries.FindAsync(slug, null, actor, cancellationToken) is { } dataset
            ? TypedResults.Ok(DatasetResponse.Of(dataset))
            : TypedResults.NotFound();
    }
}
