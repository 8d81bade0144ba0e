using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MedAgg.Jobs.Fetching;

/// <summary>SHA-256 of a file while it is written, and beside it the checksum that its source states.</summary>
internal sealed class FileHashes : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long? _length;
    private IncrementalHash? _stated;
    private readonly bool _isListed;
    private bool _isCrc;
    private bool _isGit;
    private uint _crc = uint.MaxValue;
    private string? _expected;

    /// <param name="listed">What the listing of the source states, in the form of <see cref="Checksum"/>; null without one.</param>
    /// <param name="length">Size of the whole file in bytes, which a Git object name includes; null when unknown.</param>
    public FileHashes(string? listed, long? length)
    {
        _length = length;
        Expect(listed);
        _isListed = IsChecked;
    }

    /// <summary>Whether there is something to check the bytes against.</summary>
    public bool IsChecked => _stated is not null || _isCrc;

    /// <summary>Takes what the head of an answer states about its bytes; what a listing stated goes before it. Only before the first byte.</summary>
    public void ExpectFromAnswer(string? checksum)
    {
        if (!_isListed)
            Expect(checksum);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _stated?.AppendData(bytes);
        if (_isCrc)
            _crc = Crc32C(_crc, bytes);
    }

    public void Restart()
    {
        _sha256.GetHashAndReset();
        _stated?.GetHashAndReset();
        Begin();
    }

    /// <summary>Ends the file.</summary>
    /// <returns>SHA-256 as lower-case hex, and whether the stated checksum is right (true without one).</returns>
    public (string Sha256, bool IsAsStated) Finish()
    {
        string sha256 = Convert.ToHexStringLower(_sha256.GetHashAndReset());
        string? found = _isCrc ? (~_crc).ToString("x8", CultureInfo.InvariantCulture)
            : _stated is null ? null
            : Convert.ToHexStringLower(_stated.GetHashAndReset());
        Begin();
        return (sha256, found is null || found == _expected);
    }

    public void Dispose()
    {
        _sha256.Dispose();
        _stated?.Dispose();
    }

    private void Expect(string? checksum)
    {
        _stated?.Dispose();
        _stated = null;
        _isCrc = _isGit = false;
        if (checksum is null)
            return;
        string algorithm = Checksum.AlgorithmOf(checksum);
        _isCrc = algorithm == "crc32c";
        _stated = algorithm switch
        {
            "md5" => IncrementalHash.CreateHash(HashAlgorithmName.MD5),
            "sha1" => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            "sha256" => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            "sha512" => IncrementalHash.CreateHash(HashAlgorithmName.SHA512),
            "git-sha1" when _length is not null => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            _ => null,
        };
        _isGit = algorithm == "git-sha1" && _stated is not null;
        _expected = checksum[(algorithm.Length + 1)..].ToLowerInvariant();
        Begin();
    }

    private void Begin()
    {
        _crc = uint.MaxValue;
        if (_isGit)
            _stated!.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {_length}\0")));
    }

    private static uint Crc32C(uint crc, ReadOnlySpan<byte> bytes)
    {
        int whole = bytes.Length & ~7;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes[..whole]))
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte rest in bytes[whole..])
            crc = BitOperations.Crc32C(crc, rest);
        return crc;
    }
}
