using MedAgg.Domain.Collections;

namespace MedAgg.Jobs.Collections;

/// <summary>A source of a recipe with the rows it stands for.</summary>
/// <param name="Source">Pinned source.</param>
/// <param name="VersionId">Id of the version.</param>
/// <param name="Folder">Folder of its images in the archive, below <c>images/</c>.</param>
internal sealed record ResolvedSource(RecipeSource Source, long VersionId, string Folder)
{
    public PinnedSource Pinned => Source.Pinned ?? throw new InvalidOperationException($"Source {Source.Dataset} is not pinned.");
}
