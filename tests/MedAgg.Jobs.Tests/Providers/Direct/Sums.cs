using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace MedAgg.Jobs.Tests.Providers.Direct;

/// <summary>Checksums of made files, written into patterns such as <c>md5:{md5}</c>; with <c>-64</c> as base64.</summary>
internal static class Sums
{
    public static string Fill(string pattern, byte[] content)
    {
        foreach ((string name, byte[] sum) in Of(content))
            pattern = pattern.Replace($"{{{name}}}", Convert.ToHexStringLower(sum), StringComparison.Ordinal).Replace($"{{{name}-64}}", Convert.ToBase64String(sum), StringComparison.Ordinal);
        return pattern;
    }

#pragma warning disable CA5350, CA5351 // sources state these, whatever they are worth
    private static IEnumerable<(string Name, byte[] Sum)> Of(byte[] content) =>
    [
        ("md5", MD5.HashData(content)),
        ("sha1", SHA1.HashData(content)),
        ("sha256", SHA256.HashData(content)),
        ("sha512", SHA512.HashData(content)),
        ("git", SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content])),
        ("crc32c", Crc(content)),
    ];
#pragma warning restore CA5350, CA5351

    private static byte[] Crc(byte[] content)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in content)
            crc = BitOperations.Crc32C(crc, value);
        byte[] sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
        return sum;
    }
}
