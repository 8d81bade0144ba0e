using System.Text.Json.Nodes;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Collections;

namespace MedAgg.Web.Features.Collections;

/// <summary>What <c>build</c> prints.</summary>
public sealed record BuildReport
{
    /// <summary>Absent after a dry run.</summary>
    public long? CollectionId { get; init; }

    public string? ArchiveSha256 { get; init; }

    public long? ArchiveBytes { get; init; }

    public string? ArchivePath { get; init; }

    /// <summary>From the beginning of the build to the archive in the store; absent after a dry run.</summary>
    public double? BuildSeconds { get; init; }

    public required string RecipeSha256 { get; init; }

    /// <summary>The recipe with every version pinned.</summary>
    public required JsonNode? Recipe { get; init; }

    public required BuildCounts Counts { get; init; }

    public required IReadOnlyList<PlannedSource> Sources { get; init; }

    /// <summary>The strictest class among the licences, and what to know before passing the archive on.</summary>
    public required LicenceVerdict Licence { get; init; }

    public required LeakVerdict Leak { get; init; }

    public static BuildReport Of(RecipePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            RecipeSha256 = plan.RecipeSha256,
            Recipe = JsonNode.Parse(plan.RecipeJson),
            Counts = new(plan.Images, plan.Patients, plan.ImagesWithoutPatient, plan.Bytes),
            Sources = plan.Sources,
            Licence = plan.Licence,
            Leak = plan.Leak,
        };
    }

    /// <summary>A few lines for people.</summary>
    public string ToText()
    {
        List<string> lines =
        [
            FormattableString.Invariant($"{Counts.Images} images of {Counts.Patients} known patients, {Counts.Bytes} bytes unpacked; recipe {RecipeSha256}"),
            $"licence: {LicenceWord(Licence.Class)}",
            .. Licence.Warnings.Select(warning => "  " + warning),
            Leak.IsClean
                ? "leak: none between partitions"
                : FormattableString.Invariant($"leak: {Leak.PatientsAcross} patients and {Leak.PicturesAcross} identical images in several partitions"),
        ];
        if (ArchivePath is not null)
            lines.Add(FormattableString.Invariant($"{ArchivePath}: {ArchiveBytes} bytes, sha256 {ArchiveSha256}"));
        return string.Join(Environment.NewLine, lines);
    }

    private static string LicenceWord(LicenceClass licence) => licence switch
    {
        LicenceClass.Open => "open",
        LicenceClass.ShareAlike => "share-alike",
        LicenceClass.NonCommercial => "non-commercial",
        LicenceClass.Restricted => "restricted",
        _ => "unknown",
    };
}

/// <param name="Images">Image files.</param>
/// <param name="Patients">Known patients, counted inside each dataset.</param>
/// <param name="ImagesWithoutPatient">Images that name no patient.</param>
/// <param name="Bytes">Bytes of the images, unpacked.</param>
public sealed record BuildCounts(long Images, long Patients, long ImagesWithoutPatient, long Bytes);
