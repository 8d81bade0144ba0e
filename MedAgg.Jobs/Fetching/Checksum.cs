namespace MedAgg.Jobs.Fetching;

/// <summary>
/// A checksum that a source states, in one form: <c>algorithm:hex</c> in lower case. Algorithms are md5, sha1, sha256, sha512, crc32c
/// and git-sha1 (SHA-1 over <c>blob length NUL content</c>, as Git names its objects).
/// </summary>
public static class Checksum
{
    private static readonly Dictionary<string, int> Bytes = new(StringComparer.Ordinal)
    {
        ["sha512"] = 64,
        ["sha256"] = 32,
        ["git-sha1"] = 20,
        ["sha1"] = 20,
        ["md5"] = 16,
        ["crc32c"] = 4,
    };

    /// <summary>Reads what a source writes: hex or base64, with or without quotes.</summary>
    /// <param name="algorithm">Any spelling: <c>SHA-256</c>, <c>sha256</c>, <c>MD5</c>.</param>
    /// <param name="value">The digest; null for none.</param>
    /// <returns>The one form; null when the algorithm is not known or the digest has not its length.</returns>
    public static string? Of(string? algorithm, string? value)
    {
        if (algorithm is null || value is null)
            return null;
        string name = algorithm.Trim().ToLowerInvariant() switch
        {
            "git-sha1" or "git" => "git-sha1",
            { } other => other.Replace("-", "", StringComparison.Ordinal),
        };
        return Bytes.TryGetValue(name, out int length) && HexOf(value.Trim().Trim('"'), length) is { } hex ? $"{name}:{hex}" : null;
    }

    /// <summary>Reads <c>algorithm:digest</c>, or a bare digest whose length tells the algorithm (32 hex digits: md5, 40: sha1, 64: sha256).</summary>
    public static string? Of(string? stated)
    {
        if (string.IsNullOrWhiteSpace(stated))
            return null;
        int colon = stated.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            return Of(stated[..colon], stated[(colon + 1)..]);
        return stated.Trim().Length switch
        {
            32 => Of("md5", stated),
            40 => Of("sha1", stated),
            64 => Of("sha256", stated),
            128 => Of("sha512", stated),
            _ => null,
        };
    }

    /// <summary>The strongest of several; null when there is none.</summary>
    public static string? Strongest(params IEnumerable<string?> checksums) =>
        checksums.OfType<string>().MinBy(checksum => Bytes.Keys.ToList().IndexOf(AlgorithmOf(checksum)));

    /// <summary>The algorithm of a checksum in the one form.</summary>
    public static string AlgorithmOf(string checksum) => checksum[..checksum.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>
    /// What the head of an answer states about the whole file: <c>x-goog-hash</c>, <c>x-amz-checksum-…</c>, <c>Repr-Digest</c>, <c>Digest</c>.
    /// <c>Content-MD5</c> is about the bytes of this answer and counts only where that is all of them.
    /// </summary>
    internal static string? Of(HttpResponseMessage response)
    {
        List<string?> found = [];
        foreach (string part in Values(response, "x-goog-hash").SelectMany(value => value.Split(',')))
            found.Add(OfPair(part, '='));
        found.Add(Of("sha256", First(response, "x-amz-checksum-sha256")));
        found.Add(Of("sha1", First(response, "x-amz-checksum-sha1")));
        found.Add(Of("crc32c", First(response, "x-amz-checksum-crc32c")));
        foreach (string part in Values(response, "Repr-Digest").Concat(Values(response, "Digest")).SelectMany(value => value.Split(',')))
            found.Add(OfPair(part, '='));
        if (response.StatusCode == System.Net.HttpStatusCode.OK && response.Content.Headers.ContentMD5 is { Length: 16 } md5)
            found.Add("md5:" + Convert.ToHexStringLower(md5));
        return Strongest(found);
    }

    private static string? OfPair(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at <= 0 ? null : Of(text[..at], text[(at + 1)..].Trim().Trim(':')); // RFC 9530 writes :base64:
    }

    private static string? First(HttpResponseMessage response, string header) => Values(response, header).FirstOrDefault();

    private static IEnumerable<string> Values(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values : [];

    private static string? HexOf(string value, int length)
    {
        if (value.Length == length * 2 && value.All(char.IsAsciiHexDigit))
            return value.ToLowerInvariant();
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(value, bytes, out int written) && written == length ? Convert.ToHexStringLower(bytes[..written]) : null;
    }
}
