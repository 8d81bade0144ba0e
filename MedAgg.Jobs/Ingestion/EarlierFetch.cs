using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Ingestion;

/// <summary>What the last ingestion of the same dataset fetched, whose version is the current one.</summary>
internal sealed class EarlierFetch(IReadOnlyList<Artefact> artefacts)
{
    private readonly Dictionary<(string Location, string Path), Artefact> _byPlace = artefacts.DistinctBy(artefact => (artefact.Location, artefact.Path)).ToDictionary(artefact => (artefact.Location, artefact.Path));
    private readonly Dictionary<string, Artefact> _byLocation = artefacts.GroupBy(artefact => artefact.Location).ToDictionary(group => group.Key, group => group.First());

    /// <summary>The file that was behind the same location; null without one that was fetched.</summary>
    public Artefact? Of(Artefact artefact)
    {
        // Two files of one content may have one location: then the path tells them apart.
        bool isFound = _byPlace.TryGetValue((artefact.Location, artefact.Path), out Artefact? earlier) || _byLocation.TryGetValue(artefact.Location, out earlier);
        return isFound && earlier!.Blob is not null ? earlier : null;
    }

    /// <summary>Takes over the bytes of then; a single file keeps the better name that it got with them.</summary>
    public void Reuse(Artefact file, Artefact earlier)
    {
        file.Reuse(earlier);
        if (artefacts.Count == 1)
            file.Rename(earlier.Path);
    }

    /// <summary>Whether the listing says that each file is the one of then: by checksum, else by stamp. Without either nobody can tell.</summary>
    public bool IsSame(IReadOnlyList<Artefact> listed) =>
        listed.Count == artefacts.Count && listed.All(file => SameAs(file) is { } earlier && IsSamePath(file, earlier));

    /// <summary>Whether the bytes that were fetched are those of then, under the same names.</summary>
    /// <param name="fetched">All files of the run; those of <paramref name="unchanged"/> have no bytes of their own.</param>
    /// <param name="unchanged">Ids of files that their host says are still those of then.</param>
    public bool IsSameBytes(IReadOnlyList<Artefact> fetched, IReadOnlySet<long> unchanged) =>
        fetched.Count == artefacts.Count && fetched.All(file => Of(file) is { } earlier && IsSamePath(file, earlier) && (unchanged.Contains(file.Id) || file.Blob == earlier.Blob));

    /// <summary>The earlier file when the listing says that its content is the same.</summary>
    public Artefact? SameAs(Artefact file)
    {
        if (Of(file) is not { } earlier || (file.SizeBytes is { } size && earlier.SizeBytes is { } known && size != known))
            return null;
        if (file.ExpectedChecksum is { } checksum && earlier.ExpectedChecksum is { } before)
            return checksum == before ? earlier : null;
        return file.Stamp is { } stamp && earlier.Stamp == stamp ? earlier : null;
    }

    // A single file may have got a better name with its bytes, which the listing does not know.
    private bool IsSamePath(Artefact file, Artefact earlier) => file.Path == earlier.Path || artefacts.Count == 1;
}
