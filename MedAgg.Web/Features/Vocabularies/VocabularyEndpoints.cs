using System.Globalization;
using System.IO.Compression;
using System.Net.Mime;
using System.Security.Claims;
using System.Text;
using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>The taxonomy for programs: YAML out and in.</summary>
internal static class VocabularyEndpoints
{
    private const int MaxBytes = 4 * 1024 * 1024;

    public static void MapVocabularies(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/taxonomy").WithTags("Vocabularies");
        api.MapGet("", Archive).WithName("TaxonomyArchive").WithSummary("The taxonomy that holds now as a ZIP of YAML files, one a kind.");
        api.MapGet("/{kind}.yaml", File).WithName("TaxonomyFile").WithSummary("One kind of terms (modality, area, pathology, task) as YAML.");
        api.MapPut("/{kind}.yaml", ImportAsync).RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithName("TaxonomyImport")
            .WithSummary("Takes a YAML file as the whole list of its kind; dryRun=true only tells what would change. Administrators only.");
    }

    private static FileContentHttpResult Archive(CurrentTaxonomy taxonomy, TimeProvider clock)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in TaxonomyWriter.Write(taxonomy.Model))
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return TypedResults.File(stream.ToArray(), MediaTypeNames.Application.Zip, string.Create(CultureInfo.InvariantCulture, $"medagg-taxonomy-{clock.GetUtcNow():yyyy-MM-dd}.zip"));
    }

    private static Results<FileContentHttpResult, NotFound> File(string kind, CurrentTaxonomy taxonomy)
    {
        if (!Enum.TryParse(kind, ignoreCase: true, out TermKind wanted) || !Enum.IsDefined(wanted) || char.IsAsciiDigit(kind[0]))
            return TypedResults.NotFound();
        (string name, string text) = TaxonomyWriter.Write(taxonomy.Model)[(int)wanted];
        return TypedResults.File(Encoding.UTF8.GetBytes(text), "application/yaml; charset=utf-8", name);
    }

    private static async Task<Results<Ok<ImportResponse>, ProblemHttpResult>> ImportAsync(
        string kind, HttpRequest request, VocabularyImport import, ActorQueries actors, ClaimsPrincipal person, CancellationToken cancellationToken, [FromQuery] bool dryRun = false)
    {
        Actor actor = await actors.OfAsync(person, cancellationToken);
        if (!actor.IsAdministrator)
            return TypedResults.Problem("Only administrators change vocabularies.", statusCode: StatusCodes.Status403Forbidden, title: VocabularyCodes.NotAllowed);
        if (request.ContentLength is > MaxBytes)
            return TypedResults.Problem($"A vocabulary has at most {MaxBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge, title: "FILE_TOO_LARGE");
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        string text = await reader.ReadToEndAsync(cancellationToken);
        if (TaxonomyLoader.ReadTerms([($"{kind}.yaml", text)]).Terms is [{ } first, ..] && !first.Term.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase))
            return TypedResults.Problem($"The file holds terms of kind {first.Term.Kind}.", statusCode: StatusCodes.Status422UnprocessableEntity, title: "KIND_OTHER");
        ImportPlan plan = await import.PlanAsync([($"{kind}.yaml", text)], cancellationToken);
        if (plan.Problems.Count > 0)
            return TypedResults.Problem(string.Join('\n', plan.Problems), statusCode: StatusCodes.Status422UnprocessableEntity, title: "TAXONOMY_INVALID");
        if (!dryRun && await import.RunAsync(actor, plan, cancellationToken) is { IsDone: false } refused)
            return TypedResults.Problem(string.Join('\n', refused.Faults.Select(fault => fault.Message)), statusCode: StatusCodes.Status422UnprocessableEntity, title: refused.Faults[0].Code);
        return TypedResults.Ok(new ImportResponse(dryRun, plan.Planned));
    }
}

/// <param name="IsDryRun">Whether nothing was written.</param>
/// <param name="Changes">Terms that change, and how they stand then.</param>
public sealed record ImportResponse(bool IsDryRun, IReadOnlyList<PlannedChange> Changes);
