using System.Text.RegularExpressions;

namespace MedAgg.Domain.Catalog;

/// <summary>Reads the SPDX identifier of a licence from the words or the address that a source gives. What is not surely one licence is none.</summary>
public static partial class LicenceId
{
    private static readonly (string Word, string Spdx)[] Others =
    [
        ("odc-by", "ODC-By-1.0"), ("open data commons attribution", "ODC-By-1.0"),
        ("odbl", "ODbL-1.0"), ("open database license", "ODbL-1.0"), ("database: open database", "ODbL-1.0"),
        ("pddl", "PDDL-1.0"), ("public domain dedication and license", "PDDL-1.0"),
        ("cdla-permissive-2", "CDLA-Permissive-2.0"), ("cdla-permissive", "CDLA-Permissive-1.0"), ("cdla-sharing", "CDLA-Sharing-1.0"),
        ("apache-2.0", "Apache-2.0"), ("apache 2", "Apache-2.0"), ("apache license", "Apache-2.0"),
        ("bsd-3-clause", "BSD-3-Clause"), ("bsd 3-clause", "BSD-3-Clause"), ("bsd-2-clause", "BSD-2-Clause"), ("bsd 2-clause", "BSD-2-Clause"),
        ("agpl-3.0", "AGPL-3.0-only"), ("lgpl-3.0", "LGPL-3.0-only"), ("gpl-3.0", "GPL-3.0-only"), ("gpl-2.0", "GPL-2.0-only"), ("gpl 3", "GPL-3.0-only"), ("gpl 2", "GPL-2.0-only"),
        ("mpl-2.0", "MPL-2.0"), ("mozilla public", "MPL-2.0"),
        ("us government work", "LicenseRef-US-Government-Work"), ("u.s. government work", "LicenseRef-US-Government-Work"),
    ];

    /// <summary>The identifier of one licence.</summary>
    /// <param name="stated">For example <c>cc-by-4.0</c>, <c>CC BY-NC 3.0</c> or the full name.</param>
    /// <param name="url">Address of its text; null without one.</param>
    /// <returns>For example <c>CC-BY-NC-3.0</c>; null when it is not one that is known.</returns>
    public static string? Of(string? stated, string? url = null) => OfAddress(url) ?? (string.IsNullOrWhiteSpace(stated) ? null : OfAddress(stated) ?? OfWords(stated.Trim()));

    private static string? OfAddress(string? text)
    {
        if (text is null || CommonsAddress().Match(text) is not { Success: true } match)
            return null;
        string version = match.Groups["version"].Success ? match.Groups["version"].Value : "";
        return match.Groups["zero"].Success ? "CC0-1.0"
            : match.Groups["mark"].Success ? "LicenseRef-Public-Domain-Mark"
            : $"CC-{match.Groups["parts"].Value.ToUpperInvariant()}-{(version.Length > 0 ? version : "4.0")}";
    }

    private static string? OfWords(string stated)
    {
        string text = stated.ToLowerInvariant();
        if (Zero().IsMatch(text))
            return "CC0-1.0";
        if (Commons().IsMatch(text))
            return OfCommons(text);
        if (Mit().IsMatch(text))
            return "MIT";
        foreach ((string word, string spdx) in Others)
        {
            if (text.Contains(word, StringComparison.Ordinal))
                return spdx;
        }

        return null;
    }

    // Full names and short ones say the same four words.
    private static string OfCommons(string text)
    {
        string parts = "BY";
        if (NonCommercial().IsMatch(text))
            parts += "-NC";
        if (NoDerivatives().IsMatch(text))
            parts += "-ND";
        else if (ShareAlike().IsMatch(text))
            parts += "-SA";
        string version = Version().Match(text) is { Success: true } match ? match.Value : "4.0";
        return $"CC-{parts}-{version}";
    }

    [GeneratedRegex(@"creativecommons\.org/(?:(?<zero>publicdomain/zero)|(?<mark>publicdomain/mark)|licenses/(?<parts>by(?:-nc)?(?:-nd|-sa)?))/?(?<version>\d\.\d)?", RegexOptions.IgnoreCase)]
    private static partial Regex CommonsAddress();

    [GeneratedRegex(@"\bcc[\s_-]?(?:0|zero)\b|\bpublic domain dedication\b(?! and license)")]
    private static partial Regex Zero();

    [GeneratedRegex(@"\bcc[\s_-]?by\b|\bcreative commons\b.*\battribution\b|^attribution\b.*\b\d\.\d\b")]
    private static partial Regex Commons();

    [GeneratedRegex(@"\bnc\b|\bnon-?\s?commercial\b|by-?nc")]
    private static partial Regex NonCommercial();

    [GeneratedRegex(@"\bnd\b|\bno-?\s?deriv")]
    private static partial Regex NoDerivatives();

    [GeneratedRegex(@"\bsa\b|\bshare-?\s?alike\b")]
    private static partial Regex ShareAlike();

    [GeneratedRegex(@"\b[1-4]\.\d\b")]
    private static partial Regex Version();

    [GeneratedRegex(@"\bmit\b")]
    private static partial Regex Mit();
}
