using System.Globalization;
using System.Text;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>The little text that Git keeps in place of a file of Git LFS.</summary>
/// <param name="Checksum">SHA-256 of the true content, as <c>sha256:hex</c>.</param>
/// <param name="SizeBytes">Size of the true content.</param>
internal sealed record LfsPointer(string Checksum, long SizeBytes)
{
    /// <summary>Sizes in bytes between which a pointer can be, by its specification.</summary>
    public const int MinBytes = 100;

    public const int MaxBytes = 1024;

    /// <summary>Reads a pointer; null when the bytes are none.</summary>
    public static LfsPointer? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < MinBytes or >= MaxBytes || !bytes.StartsWith("version https://git-lfs.github.com/spec/"u8))
            return null;
        string? checksum = null;
        long? size = null;
        foreach (string line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (line.StartsWith("oid sha256:", StringComparison.Ordinal))
                checksum = Fetching.Checksum.Of("sha256", line["oid sha256:".Length..]);
            else if (line.StartsWith("size ", StringComparison.Ordinal) && long.TryParse(line.AsSpan(5).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long read))
                size = read;
        }

        return checksum is not null && size is { } bytesCount ? new(checksum, bytesCount) : null;
    }
}
