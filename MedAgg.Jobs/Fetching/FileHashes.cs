using System.Security.Cryptography;

namespace MedAgg.Jobs.Fetching;

/// <summary>SHA-256 of a file while it is written, and beside it the checksum that its source states.</summary>
internal sealed class FileHashes : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _stated;
    private readonly string? _expected;

    /// <param name="checksum"><c>md5:hex</c>, <c>sha1:hex</c> or <c>sha256:hex</c>; another algorithm is not checked.</param>
    public FileHashes(string? checksum)
    {
        int colon = checksum?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
            return;
        _expected = checksum![(colon + 1)..].ToLowerInvariant();
        _stated = checksum[..colon].ToLowerInvariant() switch
        {
            "md5" => IncrementalHash.CreateHash(HashAlgorithmName.MD5),
            "sha1" => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            "sha256" => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            _ => null,
        };
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _stated?.AppendData(bytes);
    }

    public void Restart()
    {
        _sha256.GetHashAndReset();
        _stated?.GetHashAndReset();
    }

    /// <summary>Ends the file.</summary>
    /// <returns>SHA-256 as lower-case hex, and whether the stated checksum is right (true without one).</returns>
    public (string Sha256, bool IsAsStated) Finish() =>
        (Convert.ToHexStringLower(_sha256.GetHashAndReset()), _stated is null || Convert.ToHexStringLower(_stated.GetHashAndReset()) == _expected);

    public void Dispose()
    {
        _sha256.Dispose();
        _stated?.Dispose();
    }
}
