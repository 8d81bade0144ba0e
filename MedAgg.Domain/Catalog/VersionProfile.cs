namespace MedAgg.Domain.Catalog;

/// <summary>What the inspection of a version measured, stored as its JSON document. Counts are whole, never samples.</summary>
public sealed record VersionProfile
{
    /// <summary>Version of this format: 1.</summary>
    public int Schema { get; init; } = 1;

    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>Images by modality, area, dimensionality and so on; a null value is "unknown" and always counted.</summary>
    public IReadOnlyList<ProfileFacet> Facets { get; init; } = [];

    /// <summary>Files by kind, all roles.</summary>
    public IReadOnlyList<ProfileValue> FileKinds { get; init; } = [];

    /// <summary>Refused files by code.</summary>
    public IReadOnlyList<ProfileRefusal> Refusals { get; init; } = [];

    /// <summary>Largest and median picture, in pixels; null without images.</summary>
    public ProfileSize? Size { get; init; }

    /// <summary>Counts by value of one facet; null when it was not measured.</summary>
    public ProfileFacet? Facet(string name) => Facets.FirstOrDefault(facet => facet.Name == name);
}

/// <param name="Name">For example <c>modality</c>; the same word filters recipes.</param>
/// <param name="Values">Most frequent first; at most 200, see <paramref name="Distinct"/>.</param>
/// <param name="Distinct">Distinct values there are, "unknown" included.</param>
public sealed record ProfileFacet(string Name, IReadOnlyList<ProfileValue> Values, long Distinct);

/// <param name="Value">The value; null for unknown.</param>
/// <param name="Count">Images (or files) that have it.</param>
/// <param name="Patients">Distinct known patients among them.</param>
public sealed record ProfileValue(string? Value, long Count, long Patients);

/// <param name="Code">Code of the refusal.</param>
/// <param name="Count">Files.</param>
/// <param name="Example">Path of one of them.</param>
public sealed record ProfileRefusal(string Code, long Count, string Example);

/// <param name="MinColumns">Narrowest image.</param>
/// <param name="MedianColumns">Middle of the widths.</param>
/// <param name="MaxColumns">Widest image.</param>
/// <param name="MinRows">Lowest image.</param>
/// <param name="MedianRows">Middle of the heights.</param>
/// <param name="MaxRows">Highest image.</param>
public sealed record ProfileSize(int MinColumns, int MedianColumns, int MaxColumns, int MinRows, int MedianRows, int MaxRows);
