namespace MedAgg.Jobs.Providers;

/// <summary>One file that a source would give.</summary>
/// <param name="Path">Path below the source with <c>/</c>, judged harmless (<see cref="SourcePaths"/>).</param>
/// <param name="Location">
/// Where the provider finds it, lasting: never a signed address, which would be dead when a download resumes. Only the provider reads it.
/// </param>
/// <param name="SizeBytes">Size that the source states exactly; null when it does not.</param>
/// <param name="Checksum">Checksum that the source states, in the form of <see cref="Fetching.Checksum"/>; null without one.</param>
public sealed record PlannedFile(string Path, string Location, long? SizeBytes, string? Checksum)
{
    /// <summary>What changes in the source's listing when the content of the file does (file version, entity tag); null when nothing does. A checksum needs none beside it.</summary>
    public string? Stamp { get; init; }

    /// <summary>Other addresses of the very same bytes, asked in turn when <see cref="Location"/> fails.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];
}
