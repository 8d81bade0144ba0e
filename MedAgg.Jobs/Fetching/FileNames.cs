using System.Text;

namespace MedAgg.Jobs.Fetching;

/// <summary>Reduces a name that a source gives to a harmless last part. It is data for people; nothing on disk is called so.</summary>
public static class FileNames
{
    private const int MaxLength = 150;
    private static readonly string[] Reserved = ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })];

    /// <summary>The name that a response states, else the last part of the address, else <c>download</c>.</summary>
    internal static string Of(HttpResponseMessage response, Uri requested)
    {
        string? stated = response.Content.Headers.ContentDisposition is { } disposition
            ? disposition.FileNameStar ?? disposition.FileName?.Trim('"')
            : null;
        return Clean(stated) ?? Clean(Uri.UnescapeDataString(requested.Segments[^1])) ?? "download";
    }

    /// <summary>Last part of the name without control characters, direction marks, reserved words and trailing dots; null when nothing is left.</summary>
    public static string? Clean(string? name)
    {
        if (name is null)
            return null;
        string last = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        StringBuilder clean = new(last.Length);
        foreach (Rune rune in last.EnumerateRunes())
        {
            bool isHidden = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned;
            if (!isHidden && rune != Rune.ReplacementChar && !"<>\"|?*".Contains((char)Math.Min(rune.Value, 0xFFFF), StringComparison.Ordinal) && clean.Length < MaxLength)
                clean.Append(rune.ToString());
        }

        string result = clean.ToString().Trim().TrimEnd('.', ' ');
        string stem = result.Split('.')[0].ToLowerInvariant();
        return result.Length == 0 || result.All(c => c == '.') ? null : Array.Exists(Reserved, word => word == stem) ? "_" + result : result;
    }
}
