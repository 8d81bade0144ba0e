using System.Globalization;
using System.Text;
using MedAgg.Domain.Inspection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The state of the files tab as its address holds it.</summary>
public sealed record FileAddress
{
    public const int PageSize = 50;
    private const int MaxText = 200;
    private const int MaxPage = 1_000_000;

    /// <summary>Number of the version; null for the current one.</summary>
    public int? Version { get; init; }

    /// <summary>Null for every role.</summary>
    public FileRole? Role { get; init; }

    /// <summary>Part of the path.</summary>
    public string Text { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The file whose panel is open.</summary>
    public long? File { get; init; }

    public static FileAddress Parse(string query)
    {
        Dictionary<string, StringValues> parts = QueryHelpers.ParseQuery(query);
        string text = Part("text").Trim();
        return new()
        {
            Version = int.TryParse(Part("v"), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null,
            Role = RoleOf(Part("role")),
            Text = text.Length > MaxText ? text[..MaxText] : text,
            Page = int.TryParse(Part("page"), NumberStyles.None, CultureInfo.InvariantCulture, out int page) ? Math.Clamp(page, 1, MaxPage) : 1,
            File = long.TryParse(Part("file"), NumberStyles.None, CultureInfo.InvariantCulture, out long file) ? file : null,
        };

        string Part(string key) => parts.TryGetValue(key, out StringValues values) ? values.ToString() : "";
    }

    /// <summary>The role that a word names, in any case; null for none and for anything else.</summary>
    public static FileRole? RoleOf(string? word) =>
        word is { Length: > 0 } && char.IsLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out FileRole role) && Enum.IsDefined(role) ? role : null;

    /// <summary>The query part: empty, or beginning with the question mark.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        if (Version is { } version)
            Add("v", version.ToString(CultureInfo.InvariantCulture));
        if (Role is { } role)
            Add("role", role.ToString().ToLowerInvariant());
        if (Text.Length > 0)
            Add("text", Text);
        if (Page > 1)
            Add("page", Page.ToString(CultureInfo.InvariantCulture));
        if (File is { } file)
            Add("file", file.ToString(CultureInfo.InvariantCulture));
        return query.ToString();

        void Add(string key, string value) => query.Append(query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
    }
}
