using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>The path that an entry gets: parts joined by <c>/</c>, relative, without surprises. The name is data and never a path on this machine.</summary>
/// <param name="Path">The path; empty for the root folder.</param>
/// <param name="Notice">What was changed, or why the entry is left out; null when nothing is odd.</param>
/// <param name="IsSkipped">Whether the entry is left out.</param>
internal sealed record EntryPath(string Path, Refusal? Notice, bool IsSkipped)
{
    private const int HashLength = 8;

    /// <exception cref="RefusedException">The name leads out of the folder that the archive is unpacked to: that is no accident.</exception>
    public static EntryPath Judge(string name, ArchiveLimits limits)
    {
        string shown = EntryName.Shown(name);
        if (name.Contains('\0', StringComparison.Ordinal))
            return new("", new(ArchiveCodes.NameInvalid, $"The entry '{shown}' is left out: its name holds a zero character."), true);

        Refusal? notice = null;
        string slashed = name;
        if (name.Contains('\\', StringComparison.Ordinal))
        {
            slashed = name.Replace('\\', '/');
            notice = Sanitised(shown, "backslashes are read as slashes");
        }

        bool hasDrive = slashed.Length > 1 && slashed[1] == ':' && char.IsAsciiLetter(slashed[0]);
        string[] parts = slashed.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (slashed.StartsWith('/') || hasDrive || Array.Exists(parts, part => part.Trim() == ".."))
            throw new RefusedException(ArchiveCodes.EscapesRoot, $"The path of the entry '{LastPart(shown)}' leads out of the archive's own folder; the archive is not used.");

        List<string> kept = [];
        foreach (string part in parts.Where(part => part != "."))
        {
            string clean = Clean(part, limits);
            if (clean != part)
                notice ??= Sanitised(shown, "hidden characters are written out, long parts shortened");
            kept.Add(clean);
        }

        string path = string.Join('/', kept);
        if (Encoding.UTF8.GetByteCount(path) > limits.MaxPathBytes || kept.Count - 1 > limits.MaxDirDepth)
            return new(path, new(ArchiveCodes.PathTooLong, $"The entry '{shown}' is left out: its path has more than {limits.MaxPathBytes} bytes or {limits.MaxDirDepth} folders."), true);
        return new(path, notice, false);
    }

    // A path that an attacker chose, shown in full, would look like one of this server.
    private static string LastPart(string shown) => shown.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : shown;

    private static Refusal Sanitised(string shown, string how) => new(ArchiveCodes.NameSanitised, $"The name of '{shown}' is changed: {how}.");

    private static string Clean(string part, ArchiveLimits limits)
    {
        StringBuilder clean = new(part.Length);
        for (int i = 0; i < part.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(part[i]) && i + 1 < part.Length && char.IsLowSurrogate(part[i + 1]);
            if (isPair)
                clean.Append(part[i]).Append(part[++i]);
            else if (EntryName.IsHidden(part[i]) || char.IsSurrogate(part[i]))
                clean.Append(System.Globalization.CultureInfo.InvariantCulture, $"_u{(int)part[i]:X4}_");
            else
                clean.Append(part[i]);
        }

        string text = clean.ToString();
        return Encoding.UTF8.GetByteCount(text) <= limits.MaxComponentBytes ? text : Shorten(text, limits.MaxComponentBytes);
    }

    // Two long names that differ at their end stay two names.
    private static string Shorten(string part, int maxBytes)
    {
        string ending = EndingOf(part);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part)))[..HashLength];
        int room = maxBytes - Encoding.UTF8.GetByteCount(ending) - HashLength - 1;
        StringBuilder begin = new();
        foreach (Rune rune in part.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            begin.Append(rune.ToString());
        }

        return $"{begin}~{hash}{ending}";
    }

    private static string EndingOf(string part)
    {
        int dot = part.LastIndexOf('.');
        return dot > 0 && part.Length - dot <= 12 && part.AsSpan(dot + 1).IndexOfAnyExceptInRange('!', '~') < 0 ? part[dot..] : "";
    }
}
