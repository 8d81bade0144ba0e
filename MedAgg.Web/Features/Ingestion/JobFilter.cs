namespace MedAgg.Web.Features.Ingestion;

/// <summary>What a list of jobs shows; the address of the page holds it.</summary>
public sealed record JobFilter
{
    public const int PageSize = 20;

    public JobScope Scope { get; init; }

    public JobState State { get; init; }

    /// <summary>1 for the newest jobs.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads the words of an address; what is not understood is left out.</summary>
    public static JobFilter Read(string? scope, string? state, int? page, bool isAdministrator)
    {
        JobScope readScope = Word<JobScope>(scope);
        return new()
        {
            Scope = readScope == JobScope.All && !isAdministrator ? JobScope.Mine : readScope,
            State = Word<JobState>(state),
            Page = Math.Clamp(page ?? 1, 1, 100_000),
        };
    }

    /// <summary>The address that repeats this list.</summary>
    public string Href()
    {
        List<string> parts = [];
        if (Scope != JobScope.Mine)
            parts.Add("scope=" + Written(Scope));
        if (State != JobState.Any)
            parts.Add("state=" + Written(State));
        if (Page > 1)
            parts.Add($"page={Page}");
        return parts.Count == 0 ? "/jobs" : "/jobs?" + string.Join('&', parts);
    }

    // Digits would name a member by its number; only words are taken.
    private static TEnum Word<TEnum>(string? text)
        where TEnum : struct, Enum =>
        text is { Length: > 0 } && char.IsLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out TEnum value) ? value : default;

    private static string Written<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        value.ToString().ToLowerInvariant();
}
