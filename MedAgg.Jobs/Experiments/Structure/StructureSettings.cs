namespace MedAgg.Jobs.Experiments.Structure;

/// <summary>Settings of step structure.</summary>
internal sealed record StructureSettings
{
    /// <summary>How the source is laid out: <c>npz</c>.</summary>
    public string Layout { get; init; } = "npz";

    /// <summary>Names of the classes by number; numbers where left out.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
}
