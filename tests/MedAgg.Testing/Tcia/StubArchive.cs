namespace MedAgg.Testing.Tcia;

/// <summary>What a stub of the cancer imaging archives holds: series, and what lies beside the images on the page of a collection.</summary>
public sealed class StubArchive
{
    /// <summary>Every series, of any number of collections.</summary>
    public List<StubSeries> Series { get; } = [];

    /// <summary>Files below <c>wp-content/uploads</c>, with the collection on whose page they are named.</summary>
    public List<StubPageFile> Files { get; } = [];

    /// <summary>Last part of the address of a collection's page; others are the lower-case name.</summary>
    public Dictionary<string, string> Slugs { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Collections => Series.Select(series => series.Collection).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Reads a folder tree <c>collection/patient/study UID/series UID/*.dcm</c>; what lies directly in the folder of a collection is a file of its page.
    /// The names of files are taken for SOP instance UIDs.
    /// </summary>
    /// <param name="folder">The tree.</param>
    /// <param name="modality">Modality of all series.</param>
    public static StubArchive OfFolder(string folder, string modality = "MG")
    {
        StubArchive archive = new();
        foreach (string collection in Folders(folder))
        {
            foreach (string file in Directory.EnumerateFiles(collection).Order(StringComparer.Ordinal))
                archive.Files.Add(new(Path.GetFileName(collection), Path.GetFileName(file), () => File.ReadAllBytes(file)));
            foreach (string patient in Folders(collection))
            {
                foreach (string study in Folders(patient))
                {
                    foreach (string series in Folders(study))
                    {
                        StubInstance[] instances = [.. Directory.EnumerateFiles(series).Order(StringComparer.Ordinal).Select(file => StubInstance.OfFile(Path.GetFileName(file).EndsWith(".dcm", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(file), file))];
                        archive.Series.Add(new(Path.GetFileName(collection), Path.GetFileName(patient), Path.GetFileName(study), Path.GetFileName(series), instances) { Modality = modality });
                    }
                }
            }
        }

        return archive;
    }

    internal string SlugOf(string collection) => Slugs.GetValueOrDefault(collection, collection.ToLowerInvariant());

    private static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);
}

/// <summary>A file on the page of a collection.</summary>
public sealed record StubPageFile(string Collection, string Name, Func<byte[]> Read);
