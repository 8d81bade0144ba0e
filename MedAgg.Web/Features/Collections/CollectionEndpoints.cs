using System.Net.Mime;
using System.Text;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace MedAgg.Web.Features.Collections;

/// <summary>Collections for programs, and the archive for everybody who may have it.</summary>
internal static class CollectionEndpoints
{
    public static void MapCollectionsApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/collections").RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithTags("Collections");
        api.MapPost("", StartAsync).WithName("StartCollection").WithSummary("Freezes a recipe and begins to build its archive.");
        api.MapGet("/{id:long}", FindAsync).WithName("FindCollection").WithSummary("How far a collection is, and where its archive is.");
        api.MapGet("/{id:long}/recipe.json", RecipeAsync).WithName("CollectionRecipe").WithSummary("The frozen recipe, byte for byte as it is hashed.");
        api.MapPost("/{id:long}/cancel", CancelAsync).WithName("CancelCollection").WithSummary("Asks a build to stop.");
        api.MapPost("/{id:long}/rebuild", RebuildAsync).WithName("RebuildCollection").WithSummary("Builds a collection again.");
        app.MapMethods("/collections/{id:long}/archive", [HttpMethods.Get, HttpMethods.Head], ArchiveAsync).RequireAuthorization()
            .WithTags("Collections").WithName("CollectionArchive").WithSummary("The archive; ranges and conditions are honoured, so that a download resumes.");
    }

    private static async Task<Results<JsonHttpResult<CollectionReport>, ProblemHttpResult>> StartAsync(
        CollectionBody body, HttpContext context, ActorQueries actors, StartCollection start, CollectionQueries queries, CancellationToken cancellationToken)
    {
        (Recipe? recipe, Refusal? wrong) = RecipeReader.Parse(body.Recipe.GetRawText());
        if (recipe is null)
            return RefusalProblem.Of(wrong!);

        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        StartedCollection started = await start.RunAsync(actor, new(recipe) { TeamId = body.TeamId, AcceptsLicences = body.AcceptsLicences }, cancellationToken);
        if (started.Id is not { } id)
            return RefusalProblem.Of(started.Refusal!);

        context.Response.Headers.Location = $"/api/collections/{id}";
        return await TellAsync(actor, id, queries, StatusCodes.Status202Accepted, cancellationToken);
    }

    private static async Task<Results<JsonHttpResult<CollectionReport>, ProblemHttpResult>> FindAsync(
        long id, HttpContext context, ActorQueries actors, CollectionQueries queries, CancellationToken cancellationToken) =>
        await TellAsync(await actors.OfAsync(context.User, cancellationToken), id, queries, StatusCodes.Status200OK, cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> RecipeAsync(
        long id, HttpContext context, ActorQueries actors, CollectionQueries queries, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        CollectionRow? row = await queries.FindAsync(actor, id, cancellationToken);
        string? recipe = row is null ? null : await queries.RecipeAsync(actor, id, cancellationToken);
        return recipe is null
            ? RefusalProblem.Of(CollectionQueries.Unknown(id))
            : TypedResults.File(Encoding.UTF8.GetBytes(recipe), MediaTypeNames.Application.Json, CollectionRow.FileNameOf(row!.Name, id, ".recipe.json"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        long id, HttpContext context, ActorQueries actors, CancelCollection cancel, CancellationToken cancellationToken) =>
        Done(await cancel.RunAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RebuildAsync(
        long id, HttpContext context, ActorQueries actors, RebuildCollection rebuild, CancellationToken cancellationToken) =>
        Done(await rebuild.RunAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken));

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ArchiveAsync(
        long id, HttpContext context, ActorQueries actors, CollectionArchive archives, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        (CollectionRow? row, Stream? archive, Refusal? refusal) = await archives.OpenAsync(actor, id, cancellationToken);
        if (archive is null)
            return RefusalProblem.Of(refusal!);

        EntityTagHeaderValue tag = new($"\"{row!.ArchiveSha256}\"");
        if (Begins(context.Request, tag))
            await archives.NoteAsync(actor, id, cancellationToken);
        return TypedResults.Stream(archive, MediaTypeNames.Application.Zip, row.FileName, row.FinishedAt, tag, enableRangeProcessing: true);
    }

    /// <summary>Whether a request is the begin of a download, and not a look, a later part of one, or a question whether anything is new.</summary>
    internal static bool Begins(HttpRequest request, EntityTagHeaderValue tag)
    {
        if (!HttpMethods.IsGet(request.Method) || request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            return false;
        return request.GetTypedHeaders().Range?.Ranges.Any(range => range.From is > 0) != true;
    }

    private static Results<NoContent, ProblemHttpResult> Done(Refusal? refusal) =>
        refusal is null ? TypedResults.NoContent() : RefusalProblem.Of(refusal);

    private static async Task<Results<JsonHttpResult<CollectionReport>, ProblemHttpResult>> TellAsync(
        Actor actor, long id, CollectionQueries queries, int status, CancellationToken cancellationToken) =>
        await queries.FindAsync(actor, id, cancellationToken) is { } row
            ? TypedResults.Json(CollectionReport.Of(row, await queries.RecipeAsync(actor, id, cancellationToken)), JsonOutput.Options, statusCode: status)
            : RefusalProblem.Of(CollectionQueries.Unknown(id));
}
