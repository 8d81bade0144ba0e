namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Reads <c>md5hashes.csv</c> of a series ZIP: header <c>Filename,MD5Hash</c>, rows in random order, nothing quoted.</summary>
internal static class Md5Table
{
    public const string FileName = "md5hashes.csv";

    private const int Md5Characters = 32;

    /// <returns>Lower-case MD5 by entry name; rows that are none are left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(TextReader text, int maxRows, CancellationToken cancellationToken)
    {
        Dictionary<string, string> sums = new(StringComparer.Ordinal);
        for (int row = 0; row <= maxRows && await text.ReadLineAsync(cancellationToken) is { } line; row++)
        {
            int comma = line.LastIndexOf(',');
            if (comma <= 0)
                continue;
            string sum = line[(comma + 1)..].Trim().Trim('"').ToLowerInvariant();
            if (sum.Length == Md5Characters && sum.All(char.IsAsciiHexDigitLower))
                sums[line[..comma].Trim().Trim('"')] = sum;
        }

        return sums;
    }
}
