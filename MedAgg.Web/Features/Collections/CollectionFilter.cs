using System.Globalization;

namespace MedAgg.Web.Features.Collections;

/// <summary>What a list of collections shows; the address of the page holds it.</summary>
public sealed record CollectionFilter
{
    public const int PageSize = 20;

    private const int MaxText = 200;

    public CollectionState State { get; init; }

    /// <summary>Part of a name or of a dataset's slug or title; empty for all.</summary>
    public string Text { get; init; } = "";

    /// <summary>The collection whose details are open; null for none.</summary>
    public long? Open { get; init; }

    /// <summary>1 for the newest collections.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads the words of an address; what is not understood is left out.</summary>
    public static CollectionFilter Read(string? state, string? text, long? open, int? page) => new()
    {
        State = state is { Length: > 0 } && char.IsLetter(state[0]) && Enum.TryParse(state, ignoreCase: true, out CollectionState read) ? read : CollectionState.Any,
        Text = text?.Trim() is { } words ? words[..Math.Min(words.Length, MaxText)] : "",
        Open = open > 0 ? open : null,
        Page = Math.Clamp(page ?? 1, 1, 100_000),
    };

    /// <summary>The address that repeats this list.</summary>
    public string Href()
    {
        List<string> parts = [];
        if (State != CollectionState.Any)
            parts.Add("state=" + State.ToString().ToLowerInvariant());
        if (Text.Length > 0)
            parts.Add("find=" + Uri.EscapeDataString(Text));
        if (Page > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        if (Open is { } open)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"id={open}"));
        return parts.Count == 0 ? "/collections" : "/collections?" + string.Join('&', parts);
    }
}
