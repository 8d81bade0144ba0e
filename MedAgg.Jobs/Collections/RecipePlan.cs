using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;

namespace MedAgg.Jobs.Collections;

/// <summary>What a recipe would give, without building it.</summary>
public sealed record RecipePlan
{
    /// <summary>The recipe with every version pinned.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Its canonical text: what a collection stores.</summary>
    public required string RecipeJson { get; init; }

    public required string RecipeSha256 { get; init; }

    public required IReadOnlyList<PlannedSource> Sources { get; init; }

    public long Images => Sources.Sum(source => source.Images);

    /// <summary>Known patients, counted inside each dataset; images without a patient are in <see cref="ImagesWithoutPatient"/>.</summary>
    public long Patients => Sources.Sum(source => source.Patients);

    public long ImagesWithoutPatient => Sources.Sum(source => source.ImagesWithoutPatient);

    /// <summary>Bytes of the images, unpacked.</summary>
    public long Bytes => Sources.Sum(source => source.Bytes);

    /// <summary>Bytes that the images will take in the archive; its own tables and heads come on top.</summary>
    public long PackedBytes => Sources.Sum(source => source.PackedBytes);

    public required LicenceVerdict Licence { get; init; }

    public required LeakVerdict Leak { get; init; }
}

/// <summary>One source of a plan.</summary>
public sealed record PlannedSource
{
    public required string Dataset { get; init; }

    public required int Version { get; init; }

    public required string Title { get; init; }

    public string? LicenceName { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public long Images { get; init; }

    public long Patients { get; init; }

    public long ImagesWithoutPatient { get; init; }

    public long Bytes { get; init; }

    public long PackedBytes { get; init; }
}

/// <param name="Class">The strictest licence of all sources; it governs the whole.</param>
/// <param name="Warnings">One <c>CODE: sentence</c> for each thing to know before the archive is passed on; empty when anybody may do anything with attribution.</param>
public sealed record LicenceVerdict(LicenceClass Class, IReadOnlyList<string> Warnings);

/// <summary>Whether one patient or one picture stands in several partitions.</summary>
/// <param name="HasPartitions">False when no image has a partition: then nothing can leak and nothing is shown.</param>
/// <param name="PatientsAcross">Patients with images in more than one partition.</param>
/// <param name="PicturesAcross">Byte-identical pictures in more than one partition.</param>
public sealed record LeakVerdict(bool HasPartitions, long PatientsAcross, long PicturesAcross)
{
    public bool IsClean => PatientsAcross == 0 && PicturesAcross == 0;
}
