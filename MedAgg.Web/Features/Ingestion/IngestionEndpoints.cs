using System.Net.Mime;
using System.Text;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Uploads and jobs for programs. Signed-in accounts only; what another one may not see is not found.</summary>
internal static class IngestionEndpoints
{
    public static void MapIngestionApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithTags("Ingestion");
        api.MapPost("/uploads", UploadAsync).WithName("UploadFile")
            .WithSummary("Takes one file as the raw body; the answer is used in an ingestion.").Accepts<Stream>(MediaTypeNames.Application.Octet);
        api.MapUploadParts();
        api.MapPost("/ingestions", StartAsync).WithName("StartIngestion").WithSummary("Begins to fetch and inspect a source.");
        api.MapGet("/ingestions/{id:long}", FindAsync).WithName("FindIngestion").WithSummary("How far an ingestion is.");
        api.MapPost("/ingestions/{id:long}/cancel", CancelAsync).WithName("CancelIngestion").WithSummary("Asks an ingestion to stop.");
        api.MapPost("/ingestions/{id:long}/pause", PauseAsync).WithName("PauseIngestion").WithSummary("Stops an ingestion; what was fetched is kept, also over restarts.");
        api.MapPost("/ingestions/{id:long}/resume", ResumeAsync).WithName("ResumeIngestion").WithSummary("Lets a paused ingestion go on from the bytes that are there.");
        api.MapGet("/ingestions/{id:long}/refused.csv", RefusedAsync).WithName("RefusedFiles").WithSummary("Every file that was refused, as CSV.");
    }

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> UploadAsync(
        string name, HttpContext context, ActorQueries actors, UploadStore uploads, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > uploads.LimitBytes)
            return RefusalProblem.Of(uploads.TooLarge(UploadStore.PlainName(name)));
        UploadEndpoints.Unlimit(context);
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        StoredUpload upload = await uploads.TakeAsync(actor, name, context.Request.Body, cancellationToken);
        return upload.Blob is { } blob
            ? TypedResults.Ok(new UploadAnswer(upload.Name, blob.Sha256, blob.SizeBytes))
            : RefusalProblem.Of(upload.Refusal!);
    }

    private static async Task<Results<JsonHttpResult<IngestionReport>, ProblemHttpResult>> StartAsync(
        IngestionBody body, HttpContext context, ActorQueries actors, StartIngestion start, AcceptTerms accept, UploadParts uploads, IngestionQueries queries, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        if (body.AcceptLicence && (await accept.RunAsync(actor, body.ToOrder().Source, shown: null, cancellationToken)).Refusal is { } notAccepted)
            return RefusalProblem.Of(notAccepted);
        StartedIngestion started = await start.RunAsync(actor, body.ToOrder(), cancellationToken);
        if (started.Id is not { } id)
            return RefusalProblem.Of(started.Refusal!);

        if (body.ToOrder().Source.Blob is { } blob)
            await uploads.ForgetAsync(actor, blob, cancellationToken);
        context.Response.Headers.Location = $"/api/ingestions/{id}";
        return await queries.FindAsync(actor, id, cancellationToken) is { } job
            ? Json(job, StatusCodes.Status202Accepted)
            : RefusalProblem.Of(IngestionQueries.Unknown(id));
    }

    private static async Task<Results<JsonHttpResult<IngestionReport>, ProblemHttpResult>> FindAsync(
        long id, HttpContext context, ActorQueries actors, IngestionQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } job
            ? Json(job, StatusCodes.Status200OK)
            : RefusalProblem.Of(IngestionQueries.Unknown(id));

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        long id, HttpContext context, ActorQueries actors, CancelIngestion cancel, CancellationToken cancellationToken) =>
        await cancel.RunAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } refusal
            ? RefusalProblem.Of(refusal)
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> PauseAsync(
        long id, HttpContext context, ActorQueries actors, PauseIngestion pause, CancellationToken cancellationToken) =>
        await pause.PauseAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } refusal
            ? RefusalProblem.Of(refusal)
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        long id, HttpContext context, ActorQueries actors, PauseIngestion pause, CancellationToken cancellationToken) =>
        await pause.ResumeAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } refusal
            ? RefusalProblem.Of(refusal)
            : TypedResults.NoContent();

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> RefusedAsync(
        long id, HttpContext context, ActorQueries actors, IngestionQueries queries, FoundQueries found, CancellationToken cancellationToken)
    {
        Refusal unknown = IngestionQueries.Unknown(id);
        JobView? job = await queries.FindAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken);
        return job is null
            ? RefusalProblem.Of(unknown)
            : TypedResults.Stream(body => WriteAsync(body, job.VersionId, found, cancellationToken), "text/csv; charset=utf-8", $"job-{id}-refused.csv");
    }

    private static async Task WriteAsync(Stream body, long? versionId, FoundQueries found, CancellationToken cancellationToken)
    {
        await using StreamWriter writer = new(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(CsvText.Line(',', "path", "kind", "code", "message", "size_bytes").AsMemory(), cancellationToken);
        if (versionId is not { } version)
            return;

        await foreach (RefusedFile file in found.AllRefusedAsync(version, cancellationToken))
            await writer.WriteAsync(CsvText.Line(',', file.Path, file.Kind, file.Code, file.Message, file.SizeBytes).AsMemory(), cancellationToken);
    }

    private static JsonHttpResult<IngestionReport> Json(JobView job, int status) =>
        TypedResults.Json(IngestionReport.Of(job), JsonOutput.Options, statusCode: status);
}
