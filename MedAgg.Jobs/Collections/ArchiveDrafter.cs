using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Collections;

/// <summary>First pass over the chosen images: names, counts, which labels there are. Second pass: the table.</summary>
internal sealed class ArchiveDrafter(ImageChooser chooser)
{
    private const int MaxLabelNames = 200;

    public async Task<ArchiveDraft> DraftAsync(IReadOnlyList<ResolvedSource> sources, CancellationToken cancellationToken)
    {
        EntryNames names = new();
        List<DraftImage> images = [];
        SortedSet<string> labels = new(StringComparer.Ordinal);
        Dictionary<string, (long Images, HashSet<string> Patients)> counts = sources.Select(source => source.Folder).Distinct().ToDictionary(folder => folder, _ => (0L, new HashSet<string>()));
        await foreach (ChosenImage chosen in chooser.ChooseAsync(sources, cancellationToken))
        {
            if (chosen.File is not { Place: { } place, Sha256: { } sha256 })
                throw new RefusedException("BLOB_MISSING", $"'{chosen.File.Path}' of {chosen.Source.Source.Dataset} has no stored bytes.");
            images.Add(new(names.Of($"images/{chosen.Source.Folder}", chosen.File.Path), chosen.File.Path, sha256, chosen.File.SizeBytes, place));
            labels.UnionWith(MetadataTable.NamesOf(chosen.Image));
            (long count, HashSet<string> patients) = counts[chosen.Source.Folder];
            counts[chosen.Source.Folder] = (count + 1, patients);
            if (chosen.Image.PatientKey is { } patient)
                patients.Add(patient);
        }

        SourceLine[] lines =
        [
            .. sources.DistinctBy(source => source.Folder).OrderBy(source => source.Folder, StringComparer.Ordinal)
                .Select(source => new SourceLine(source.Folder, source.Source.Version!.Value, source.Pinned, counts[source.Folder].Images, counts[source.Folder].Patients.Count)),
        ];
        return new(images, lines, [.. labels.Take(MaxLabelNames)], counts.Values.Sum(count => (long)count.Patients.Count));
    }

    /// <summary>Writes <c>metadata.csv</c>, rows in the order of the draft.</summary>
    public async Task WriteTableAsync(TextWriter text, ArchiveDraft draft, IReadOnlyList<ResolvedSource> sources, CancellationToken cancellationToken)
    {
        MetadataTable table = new(text, draft.LabelNames);
        await table.WriteHeaderAsync(cancellationToken);
        int next = 0;
        await foreach (ChosenImage chosen in chooser.ChooseAsync(sources, cancellationToken))
            await table.WriteAsync(chosen, draft.Images[next++].Name, cancellationToken);
    }
}
