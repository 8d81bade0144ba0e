using System.Net.Mime;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Uploads in pieces, for files of many gigabytes and connections that break.</summary>
internal static class UploadEndpoints
{
    public static void MapUploadParts(this RouteGroupBuilder api)
    {
        api.MapPost("/uploads/parts", BeginAsync).WithName("BeginUpload").WithSummary("Begins an upload in pieces.");
        api.MapGet("/uploads/parts", ListAsync).WithName("ListUploads").WithSummary("Uploads in pieces of this account that no ingestion has taken yet.");
        api.MapGet("/uploads/parts/{id}", FindAsync).WithName("FindUpload").WithSummary("How far an upload in pieces is.");
        api.MapPut("/uploads/parts/{id}", AppendAsync).WithName("AppendUpload")
            .WithSummary("Appends a piece at an offset, as the raw body.").Accepts<Stream>(MediaTypeNames.Application.Octet);
        api.MapPost("/uploads/parts/{id}/finish", FinishAsync).WithName("FinishUpload").WithSummary("Takes the whole file; the answer is used in an ingestion.");
        api.MapDelete("/uploads/parts/{id}", CancelAsync).WithName("CancelUpload").WithSummary("Forgets an upload in pieces.");
    }

    /// <summary>Lifts the server's own limit of 30 MB: whoever takes a file counts while it reads.</summary>
    public static void Unlimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }

    private static async Task<Results<Ok<UploadProgress>, ProblemHttpResult>> BeginAsync(
        UploadBody body, HttpContext context, ActorQueries actors, UploadParts parts, CancellationToken cancellationToken)
    {
        (UploadProgress? upload, Refusal? refusal) = await parts.BeginAsync(await actors.OfAsync(context.User, cancellationToken), body, cancellationToken);
        return upload is null ? RefusalProblem.Of(refusal!) : TypedResults.Ok(upload);
    }

    private static async Task<Ok<IReadOnlyList<UploadProgress>>> ListAsync(HttpContext context, ActorQueries actors, UploadParts parts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await parts.ListAsync(await actors.OfAsync(context.User, cancellationToken), cancellationToken));

    private static async Task<Results<Ok<UploadProgress>, NotFound>> FindAsync(
        string id, HttpContext context, ActorQueries actors, UploadParts parts, CancellationToken cancellationToken) =>
        await parts.FindAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } upload
            ? TypedResults.Ok(upload)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<UploadProgress>, Conflict<UploadProgress>, ProblemHttpResult>> AppendAsync(
        string id, long offset, HttpContext context, ActorQueries actors, UploadParts parts, CancellationToken cancellationToken)
    {
        Unlimit(context);
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        (UploadProgress? upload, Refusal? refusal) = await parts.AppendAsync(actor, id, offset, context.Request.Body, cancellationToken);
        return refusal is null ? TypedResults.Ok(upload!)
            : refusal.Code == DoorCodes.UploadOutOfStep && upload is not null ? TypedResults.Conflict(upload)
            : RefusalProblem.Of(refusal);
    }

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> FinishAsync(
        string id, HttpContext context, ActorQueries actors, UploadParts parts, CancellationToken cancellationToken)
    {
        StoredUpload upload = await parts.FinishAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken);
        return upload.Blob is { } blob
            ? TypedResults.Ok(new UploadAnswer(upload.Name, blob.Sha256, blob.SizeBytes))
            : RefusalProblem.Of(upload.Refusal!);
    }

    private static async Task<NoContent> CancelAsync(string id, HttpContext context, ActorQueries actors, UploadParts parts, CancellationToken cancellationToken)
    {
        await parts.CancelAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken);
        return TypedResults.NoContent();
    }
}
