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
    private const int PastSearched = 50;

    public static void MapCatalog(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Catalogue");
        api.MapGet("/search", SearchAsync).WithName("Search")
            .WithSummary("Ranked search in Russian and English. Facets (modality, area, pathology, task, tag, licence, access, source, format, images, patients, size, year, inspected, downloadable) filter as on the page, images, patients, size and year also by ranges (1000..5000, 2GiB.., ..2020); sort is relevance, newest, mostimages or title; verbatim=1 takes the words as typed.");
        api.MapGet("/search/export", ExportAsync).WithName("SearchExport")
            .WithSummary("Everything that a search finds, with the parameters of /api/search: as=csv or as=json; sep=semicolon and bom=true suit a Russian Excel.");
        api.MapGet("/suggest", SuggestAsync).WithName("Suggest").WithSummary("Completions of a question: own past searches, terms and datasets.");
        api.MapGet("/datasets/{slug}/similar", SimilarAsync).WithName("Similar").WithSummary("Datasets that share what they show and what they are for, the most alike first, with the shared terms.");
        api.MapGet("/datasets/{slug}", FindAsync).WithName("Dataset").WithSummary("A dataset with its versions; every number says whether it was measured, declared or not checked.");
    }

    // q and sort stand here for the description of the API; they are read with the facets as the page reads them.
    private static async Task<Results<Ok<SearchResponse>, ProblemHttpResult>> SearchAsync(
        HttpRequest request, CatalogQueries queries, ActorQueries actors, IDatasetSearch search, ClaimsPrincipal person, CancellationToken cancellationToken,
        [FromQuery] string? q = null, [FromQuery] string? language = null, [FromQuery] string? sort = null, [FromQuery] int skip = 0, [FromQuery] int take = SearchAddress.PageSize)
    {
        if (Unreadable(request) is { } problem)
            return problem;
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

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        HttpRequest request, SearchExport export, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken,
        [FromQuery] string? q = null, [FromQuery] string? language = null, [FromQuery] string? sort = null, [FromQuery(Name = "as")] string wanted = "csv", [FromQuery] string sep = "comma", [FromQuery] bool bom = false)
    {
        if (wanted is not ("csv" or "json")) // "format" is a facet: the formats of the datasets' own files
            return TypedResults.Problem($"There is no export as '{wanted}'; there are csv and json.", statusCode: StatusCodes.Status400BadRequest, title: "EXPORT_UNKNOWN");
        if (Unreadable(request) is { } problem)
            return problem;
        Actor actor = await actors.OfAsync(person, cancellationToken);
        SearchRequest asked = SearchAddress.Parse(request.QueryString.Value ?? "").ToRequest(language ?? Language.Current, DatasetVisibility.Audiences(actor));
        char separator = sep is "semicolon" or ";" ? ';' : ',';
        return wanted == "json"
            ? TypedResults.Stream(stream => export.WriteJsonAsync(stream, asked, actor, cancellationToken), "application/json; charset=utf-8", export.FileName("json"))
            : TypedResults.Stream(
                async stream =>
                {
                    await using var writer = new StreamWriter(stream, SearchExport.EncodingOf(bom), leaveOpen: true);
                    await export.WriteCsvAsync(writer, asked, actor, separator, cancellationToken);
                },
                "text/csv; charset=utf-8",
                export.FileName("csv"));
    }

    // A program that asks for a range and gets everything would count wrongly: it is told.
    private static ProblemHttpResult? Unreadable(HttpRequest request) =>
        SearchAddress.UnreadableRange(request.QueryString.Value ?? "") is var (facet, value)
            ? TypedResults.Problem(FacetRange.Complaint(facet, value), statusCode: StatusCodes.Status400BadRequest, title: FacetRange.Unreadable)
            : null;

    private static async Task<Ok<IReadOnlyList<Suggestion>>> SuggestAsync(
        IDatasetSearch search, SearchHistory history, Visitor visitor, ClaimsPrincipal person, CancellationToken cancellationToken, [FromQuery] string q = "", [FromQuery] string? language = null)
    {
        IReadOnlyList<RecentSearch> past = await history.RecentAsync(SearchOwner.Of(person.Id(), visitor.Id), PastSearched, cancellationToken);
        return TypedResults.Ok(QuestionCompletion.Of(search, q, language ?? Language.Current, past, Suggestions));
    }

    private static async Task<Results<Ok<IReadOnlyList<SimilarResponse>>, NotFound>> SimilarAsync(
        string slug, SimilarQueries queries, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken, [FromQuery] int take = SimilarQueries.Shown)
    {
        Actor actor = await actors.OfAsync(person, cancellationToken);
        return await queries.FindAsync(slug, actor, Math.Clamp(take, 1, SimilarQueries.Most), cancellationToken) is { } similar
            ? TypedResults.Ok<IReadOnlyList<SimilarResponse>>([.. similar.Select(SimilarResponse.Of)])
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<DatasetResponse>, NotFound>> FindAsync(
        string slug, CatalogQueries queries, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(person, cancellationToken);
        return await queries.FindAsync(slug, null, actor, cancellationToken) is { } dataset
            ? TypedResults.Ok(DatasetResponse.Of(dataset))
            : TypedResults.NotFound();
    }
}
