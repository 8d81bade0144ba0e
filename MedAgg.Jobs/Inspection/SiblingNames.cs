using System.Text;
using System.Text.RegularExpressions;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Jobs.Inspection;

/// <summary>Names of the files beside a detached header that hold its voxels, and the other way round.</summary>
public static partial class SiblingNames
{
    private const int HeaderBytes = 16 * 1024;

    /// <param name="name">File name without folder.</param>
    /// <param name="source">Its bytes; read only where a header names its voxel file itself.</param>
    public static IReadOnlyList<string> AskedFor(string name, ByteSource source)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        switch (Path.GetExtension(name).ToUpperInvariant())
        {
            case ".HDR":
                return [$"{stem}.img", $"{stem}.IMG", $"{stem}.img.gz"];
            case ".IMG":
                return [$"{stem}.hdr", $"{stem}.HDR"];
            case ".RAW" or ".ZRAW":
                return [$"{stem}.mhd", $"{stem}.MHD", $"{stem}.nhdr"];
            case ".MHD" or ".NHDR":
                return [.. DataFile().Matches(Head(source)).Select(match => match.Groups[1].Value.Trim()).Where(IsBareName)];
            default:
                return [];
        }
    }

    private static bool IsBareName(string name) => name.Length is > 0 and < 256 && name.IndexOfAny(['/', '\\', '\0']) < 0;

    private static string Head(ByteSource source)
    {
        byte[] head = new byte[(int)Math.Min(HeaderBytes, source.Length)];
        int read = source.Read(0, head);
        return Encoding.Latin1.GetString(head, 0, read);
    }

    [GeneratedRegex(@"^(?:ElementDataFile\s*=|data ?file:)[ \t]*([^\r\n]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex DataFile();
}
