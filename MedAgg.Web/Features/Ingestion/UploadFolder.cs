using System.Text.Json;
using MedAgg.Domain.Storage;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>One upload in pieces as it lies in the work folder: its bytes so far, and a note of whose they are. It outlives the process.</summary>
internal sealed class UploadFolder
{
    private const string Prefix = "upload-";
    private readonly string _folder;

    private UploadFolder(string root, string id)
    {
        Id = id;
        _folder = Path.Combine(root, Prefix + id);
    }

    public string Id { get; }

    /// <summary>The bytes so far; not there any more once they are in the store.</summary>
    public string BytesFile => Path.Combine(_folder, "bytes");

    private string NoteFile => Path.Combine(_folder, "note.json");

    public bool IsThere => Directory.Exists(_folder);

    /// <summary>When a byte came last.</summary>
    public DateTimeOffset LastChange => new[] { BytesFile, NoteFile }.Where(File.Exists).Select(File.GetLastWriteTimeUtc).Append(Directory.GetCreationTimeUtc(_folder)).Max();

    /// <summary>Every upload of the node, finished or not.</summary>
    public static IEnumerable<UploadFolder> All(string root) => Directory.Exists(root)
        ? new DirectoryInfo(root).EnumerateDirectories(Prefix + "*").Select(folder => new UploadFolder(root, folder.Name[Prefix.Length..]))
        : [];

    public static async Task<UploadFolder> CreateAsync(string root, UploadNote note, CancellationToken cancellationToken)
    {
        UploadFolder upload = new(root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(upload._folder);
        await File.WriteAllBytesAsync(upload.BytesFile, [], cancellationToken);
        await upload.WriteAsync(note, cancellationToken);
        return upload;
    }

    /// <summary>The upload of that id; null when the text is no id. Whether it is there its note tells.</summary>
    public static UploadFolder? Open(string root, string id) => Guid.TryParseExact(id, "N", out _) ? new(root, id) : null;

    /// <summary>Null when there is no such upload, or it was half made.</summary>
    public async Task<UploadNote?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<UploadNote>(await File.ReadAllTextAsync(NoteFile, cancellationToken)) is { } note && (note.Stored is not null || File.Exists(BytesFile)) ? note : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the note so that it is either the old one or the new one, whenever the process ends.</summary>
    public async Task WriteAsync(UploadNote note, CancellationToken cancellationToken)
    {
        string draft = NoteFile + ".new";
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(note), cancellationToken);
        File.Move(draft, NoteFile, overwrite: true);
    }

    public UploadProgress ProgressOf(UploadNote note) => new(Id, note.Name, note.Size, note.Stored?.SizeBytes ?? new FileInfo(BytesFile).Length);

    /// <summary>Held by the one that takes the file into the store; null while another does. It ends with its process.</summary>
    public FileStream? TakeTurn()
    {
        try
        {
            return new(Path.Combine(_folder, "turn"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            return null; // somebody holds it, or the upload is gone: its note tells which
        }
    }

    public void Delete() => Directory.Delete(_folder, recursive: true);
}

/// <summary>What is kept beside the bytes of an upload.</summary>
/// <param name="Author">The account; null for none.</param>
/// <param name="Name">Last part of the file's name.</param>
/// <param name="Size">Bytes of the whole file.</param>
/// <param name="Modified">As <see cref="UploadBody.Modified"/>.</param>
/// <param name="Stored">Where its bytes are in the store; null before.</param>
internal sealed record UploadNote(Guid? Author, string Name, long Size, long? Modified, BlobRef? Stored);
