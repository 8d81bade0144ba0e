using System.Globalization;
using System.Net.Mime;
using System.Security.Claims;
using System.Text;
using MedAgg.Domain.Inspection;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Pictures, manifests and file lists of versions.</summary>
internal static class InspectionEndpoints
{
    public const string PreviewRate = "previews";

    private const int MaxTake = 1000;
    private const int MaxSkip = 100_000_000;

    /// <summary>Raise it when pictures of the same bytes come out otherwise.</summary>
    private const int DrawingVersion = 2;

    private static readonly int[] Sides = [96, 192, 512];

    public static void MapInspection(this IEndpointRouteBuilder app)
    {
        app.MapGet("/previews/{fileId:long}", PreviewAsync).RequireRateLimiting(PreviewRate).ExcludeFromDescription();
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Catalogue");
        api.MapGet("/datasets/{slug}/versions/{number:int}/files", ListAsync).WithName("Files")
            .WithSummary("Files of a version in the order of their paths: role, kind, size, SHA-256, refusal. At most 1,000 at once.");
        api.MapGet("/datasets/{slug}/versions/{number:int}/files.csv", CsvAsync).WithName("FilesCsv")
            .WithSummary("The same as CSV, all at once; sep=semicolon and bom=true suit a Russian Excel.");
    }

    private static async Task<IResult> PreviewAsync(
        long fileId, HttpContext context, FileQueries files, ActorQueries actors, PreviewRenderer renderer, IStringLocalizer<InspectionTexts> texts, CancellationToken cancellationToken, int side = 192)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        if (await files.FindPlaceAsync(fileId, actor, cancellationToken) is not { } file)
            return TypedResults.NotFound();

        side = Sides.FirstOrDefault(allowed => allowed >= side, Sides[^1]);
        var tag = new EntityTagHeaderValue($"\"{file.Sha256 ?? "none"}-{side}-{DrawingVersion}\"");
        // The browser asks each time, and mostly hears "not modified": rights may have changed since.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "Cookie";
        if (file.RefusalCode is null && RequestHasTag(context.Request, tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        PreviewPicture picture = await renderer.DrawAsync(file, side, cancellationToken);
        return picture.Png is { } png
            ? TypedResults.Bytes(png, MediaTypeNames.Image.Png, entityTag: tag)
            : TypedResults.Text(NoPicture.Draw(texts["Preview.None"], picture.RefusalCode!), "image/svg+xml", Encoding.UTF8);
    }

    private static async Task<Results<Ok<FileListResponse>, NotFound, ProblemHttpResult>> ListAsync(
        string slug, int number, CatalogQueries catalogue, FileQueries files, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken,
        [FromQuery] string? role = null, [FromQuery] string text = "", [FromQuery] int skip = 0, [FromQuery] int take = 100)
    {
        if (!TryRole(role, out FileRole? only))
            return UnknownRole(role);
        if (await VersionAsync(slug, number, catalogue, actors, person, cancellationToken) is not { } version)
            return TypedResults.NotFound();
        FileList list = await files.ListAsync(version.Id, only, text, Math.Clamp(skip, 0, MaxSkip), Math.Clamp(take, 1, MaxTake), cancellationToken);
        return TypedResults.Ok(FileListResponse.Of(list));
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, ProblemHttpResult>> CsvAsync(
        string slug, int number, CatalogQueries catalogue, FileQueries files, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken,
        [FromQuery] string? role = null, [FromQuery] string text = "", [FromQuery] string sep = "comma", [FromQuery] bool bom = false)
    {
        if (!TryRole(role, out FileRole? only))
            return UnknownRole(role);
        if (await VersionAsync(slug, number, catalogue, actors, person, cancellationToken) is not { } version)
            return TypedResults.NotFound();

        char separator = sep is "semicolon" or ";" ? ';' : ',';
        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(bom), leaveOpen: true);
                await writer.WriteAsync(CsvText.Line(separator, "path", "role", "kind", "bytes", "sha256", "columns", "rows", "planes", "modality", "refusal_code", "refusal"));
                await foreach (FileRow file in files.AllAsync(version.Id, only, text, cancellationToken))
                {
                    await writer.WriteAsync(CsvText.Line(
                        separator, file.Path, file.Role.ToString().ToLowerInvariant(), file.Kind, file.SizeBytes, file.Sha256, file.Columns, file.Rows, file.Planes, file.Modality, file.RefusalCode, file.RefusalMessage));
                }
            },
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"{slug}-v{number}-files.csv"));
    }

    // The words of addresses are lower case.
    private static bool TryRole(string? word, out FileRole? role)
    {
        role = FileAddress.RoleOf(word);
        return role is not null || string.IsNullOrEmpty(word);
    }

    private static ProblemHttpResult UnknownRole(string? role) =>
        TypedResults.Problem($"There is no role '{role}'; there are image, table, document, other and refused.", statusCode: StatusCodes.Status400BadRequest, title: "ROLE_UNKNOWN");

    private static async Task<VersionRow?> VersionAsync(
        string slug, int number, CatalogQueries catalogue, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        (await catalogue.FindAsync(slug, number, await actors.OfAsync(person, cancellationToken), cancellationToken))?.Version;

    private static bool RequestHasTag(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
}
