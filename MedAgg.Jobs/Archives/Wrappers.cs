namespace MedAgg.Jobs.Archives;

/// <summary>Opens what is inside gzip, bzip2 or xz. The streams read forward only, asynchronously, and are disposed asynchronously.</summary>
internal static class Wrappers
{
    // More than any preset of xz needs (65 MiB at -9); a crafted file may ask for gigabytes.
    private const string XzMemory = "--memlimit-decompress=256MiB";
    private static readonly string[] Endings = [".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".txz"];

    /// <param name="source">Packed bytes; owned by the result.</param>
    public static Stream Open(ArchiveKind kind, Stream source, string name) => kind switch
    {
        ArchiveKind.Gzip => new GzipUnwrap(source, name),
        ArchiveKind.Bzip2 => ProgramUnwrap.Start("bzip2", ["-dc"], source, name),
        ArchiveKind.Xz => ProgramUnwrap.Start("xz", ["-dc", "--format=xz", "--threads=1", XzMemory], source, name),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a wrapper."),
    };

    /// <summary>First unpacked bytes, fewer when there are not so many.</summary>
    public static async Task<byte[]> HeadAsync(Stream unwrapped, CancellationToken cancellationToken)
    {
        byte[] head = new byte[ArchiveSniffer.HeadBytes];
        int read = await unwrapped.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head[..read];
    }

    /// <summary>Name of the file inside, when the wrapper holds a file and no archive.</summary>
    public static string InnerName(string path)
    {
        string? ending = Array.Find(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && path.Length > ending.Length);
        return ending is null ? path + ".unpacked" : path[..^ending.Length];
    }
}
