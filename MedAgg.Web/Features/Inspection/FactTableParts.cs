namespace MedAgg.Web.Features.Inspection;

/// <summary>The arrays of a <see cref="FactTable"/>, in the order of its rows.</summary>
internal sealed record FactTableParts
{
    public required long[] FileIds { get; init; }

    public required long[] Sizes { get; init; }

    public required float[] Ages { get; init; }

    public required float[] Thickness { get; init; }

    public required float[] Spacing { get; init; }

    public required FactColumn[] Columns { get; init; }

    /// <summary>Patients, studies, series.</summary>
    public required FactKeys[] Keys { get; init; }
}
