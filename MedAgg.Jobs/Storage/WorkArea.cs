namespace MedAgg.Jobs.Storage;

/// <summary>
/// The folder of one ingestion for what is not finished. It outlives a killed worker, so that a download resumes,
/// and is deleted when the ingestion ends, however it ends.
/// </summary>
public sealed class WorkArea
{
    internal WorkArea(string name, string folder)
    {
        Name = name;
        Folder = folder;
    }

    public string Name { get; }

    /// <summary>Full path; the folder exists.</summary>
    public string Folder { get; }

    /// <summary>A path inside the area that is the same for the same key, so that a second run finds what the first one left.</summary>
    public string FileFor(string key) => Path.Combine(Folder, WorkAreas.SafeName(key));

    /// <summary>A path inside the area that nobody else has.</summary>
    public string NewFile() => Path.Combine(Folder, $"{Guid.NewGuid():N}.tmp");

    /// <summary>Deletes the folder with all that is in it.</summary>
    public void Delete() => WorkAreas.DeleteFolder(Folder);
}
