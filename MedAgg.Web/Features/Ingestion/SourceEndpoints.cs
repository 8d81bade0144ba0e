using System.Text.Json.Serialization;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Credentials;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>"What is this address" and the credentials that open sources, for programs. A secret goes in and never comes out.</summary>
internal static class SourceEndpoints
{
    public static void MapSourceApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithTags("Ingestion");
        api.MapPost("/sources/look", LookAsync).WithName("LookAtSource").WithSummary("What a source is and what would be fetched; nothing is.");
        api.MapGet("/credentials", ListAsync).WithName("ListCredentials").WithSummary("The account's credentials for sources, without their secrets.");
        api.MapPost("/credentials", StoreAsync).WithName("StoreCredential").WithSummary("Stores a credential for one host, encrypted.");
        api.MapDelete("/credentials/{name}", RemoveAsync).WithName("RemoveCredential").WithSummary("Forgets a credential.");
    }

    private static async Task<Results<JsonHttpResult<SourceReport>, ProblemHttpResult>> LookAsync(
        IngestionBody body, HttpContext context, ActorQueries actors, SourcePreviewQueries previews, CancellationToken cancellationToken)
    {
        SourcePreview preview = await previews.LookAsync(await actors.OfAsync(context.User, cancellationToken), body.ToSource(), cancellationToken);
        return preview.Refusal is { } refusal ? RefusalProblem.Of(refusal) : TypedResults.Json(SourceReport.Of(preview), JsonOutput.Options);
    }

    private static async Task<JsonHttpResult<IReadOnlyList<StoredCredential>>> ListAsync(HttpContext context, ActorQueries actors, CredentialVault vault, CancellationToken cancellationToken) =>
        TypedResults.Json(await vault.ListAsync(Owner(await actors.OfAsync(context.User, cancellationToken)), cancellationToken), JsonOutput.Options);

    private static async Task<Results<Created, ProblemHttpResult>> StoreAsync(
        CredentialBody body, HttpContext context, ActorQueries actors, CredentialVault vault, CancellationToken cancellationToken)
    {
        CredentialSecret secret = new(body.Kind, body.User, body.Secret ?? "", body.Session);
        (_, Refusal? refusal) = await vault.StoreAsync(Owner(await actors.OfAsync(context.User, cancellationToken)), body.Name ?? "", body.Host ?? "", secret, cancellationToken);
        return refusal is null ? TypedResults.Created($"/api/credentials/{Uri.EscapeDataString(body.Name!)}") : RefusalProblem.Of(refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string name, HttpContext context, ActorQueries actors, CredentialVault vault, CancellationToken cancellationToken) =>
        await vault.RemoveAsync(Owner(await actors.OfAsync(context.User, cancellationToken)), name, cancellationToken)
            ? TypedResults.NoContent()
            : RefusalProblem.Of(new(DoorCodes.NotFound, $"There is no credential '{name}'."));

    // Only accounts come in here: the terminal's credentials, which have no owner, are out of reach.
    private static Guid Owner(Actor actor) => actor.UserId ?? throw new RefusedException(DoorCodes.SignInRequired, "Sign in first.");
}

/// <summary>What <c>POST /api/credentials</c> takes.</summary>
public sealed record CredentialBody
{
    public string? Name { get; init; }

    /// <summary>Any address at the host, for example <c>https://www.kaggle.com</c>.</summary>
    public string? Host { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<CredentialKind>))]
    public CredentialKind Kind { get; init; } = CredentialKind.Bearer;

    /// <summary>User name, header name or access key; absent for a token.</summary>
    public string? User { get; init; }

    public string? Secret { get; init; }

    /// <summary>Session token of temporary access keys.</summary>
    public string? Session { get; init; }

    /// <summary>Never the secret: records go into logs.</summary>
    public override string ToString() => $"credential of kind {Kind}";
}
