using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>One image on its way from the store into a <see cref="FactTable"/>.</summary>
public sealed record FactRow
{
    public required long FileId { get; init; }

    public string Kind { get; init; } = "";

    public long SizeBytes { get; init; }

    public string? PatientKey { get; init; }

    public string? StudyKey { get; init; }

    public string? SeriesKey { get; init; }

    public string? Modality { get; init; }

    public string? Area { get; init; }

    public string? Laterality { get; init; }

    public string? View { get; init; }

    public Dimensionality Dimensionality { get; init; }

    public int? Columns { get; init; }

    public int? Rows { get; init; }

    public int? BitsStored { get; init; }

    public string? Photometric { get; init; }

    public double? SpacingSliceMm { get; init; }

    public double? SliceThicknessMm { get; init; }

    public string? Sex { get; init; }

    public double? AgeYears { get; init; }

    public string? Manufacturer { get; init; }

    public string? Model { get; init; }

    public string? TransferSyntax { get; init; }

    public bool? IsLossy { get; init; }

    public string? Split { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];
}
