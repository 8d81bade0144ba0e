using MedAgg.Domain.Inspection;

namespace MedAgg.Jobs.Collections;

/// <summary>One image of an archive to be: enough to copy it, small enough to hold all of them.</summary>
/// <param name="Name">Name in the archive.</param>
/// <param name="Path">Path in its source, for sentences.</param>
internal sealed record DraftImage(string Name, string Path, string Sha256, long SizeBytes, FilePlace Place);

/// <summary>What goes into an archive, counted and named.</summary>
internal sealed record ArchiveDraft(IReadOnlyList<DraftImage> Images, IReadOnlyList<SourceLine> Sources, IReadOnlyList<string> LabelNames, long Patients);
