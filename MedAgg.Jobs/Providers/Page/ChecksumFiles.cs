using System.Text.RegularExpressions;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>Files with checksums that lie beside the data: <c>SHA256SUMS.txt</c>, <c>MD5SUMS</c>, <c>scan.zip.md5</c>.</summary>
internal static partial class ChecksumFiles
{
    /// <summary>Whether the file holds checksums of others, by its name.</summary>
    public static bool Is(string path) => Name().IsMatch(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Checksums by path below the listing.</summary>
    /// <param name="path">Path of the file with the checksums.</param>
    /// <param name="text">Its lines: <c>hex  path</c>, with one space or two, with or without <c>*</c> before the path; or BSD's <c>SHA256 (path) = hex</c>; or a bare hash beside its file.</param>
    public static IEnumerable<(string Path, string Checksum)> Read(string path, string text)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0))
        {
            if (Bsd().Match(line) is { Success: true } bsd && Checksum.Of(bsd.Groups[1].Value, bsd.Groups[3].Value) is { } tagged)
                yield return (folder + Plain(bsd.Groups[2].Value), tagged);
            else if (Line().Match(line) is { Success: true } match && Checksum.Of(match.Groups[1].Value) is { } stated)
                yield return (folder + Plain(match.Groups[2].Value), stated);
            else if (Checksum.Of(line) is { } bare && Beside().Match(path) is { Success: true } own)
                yield return (own.Groups[1].Value, bare);
        }
    }

    private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    [GeneratedRegex(@"^(?:(?:sha(?:1|256|512)|md5)[_-]?(?:sums?|checksums?)(?:\.txt)?|checksums?(?:\.(?:txt|md5|sha256))?|.+\.(?:md5|sha1|sha256|sha512)(?:sum)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"^([0-9a-fA-F]{32,128})(?: [ *]?|\t)(\S.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(MD5|SHA1|SHA256|SHA512) \((.+)\) = ([0-9a-fA-F]{32,128})$")]
    private static partial Regex Bsd();

    [GeneratedRegex(@"^(.+)\.(?:md5|sha1|sha256|sha512)(?:sum)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Beside();
}
