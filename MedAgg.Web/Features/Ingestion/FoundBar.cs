namespace MedAgg.Web.Features.Ingestion;

/// <summary>One bar of what was found.</summary>
/// <param name="IsUnknown">Whether it stands for "not known": the last bar, hatched.</param>
public sealed record FoundBar(string Text, long Count, bool IsUnknown)
{
    /// <summary>Bars with the most frequent first, the rest as one, unknown last and never left out.</summary>
    public static IReadOnlyList<FoundBar> Of(IReadOnlyList<FoundCount> counts, int shown, Func<string, string> name, string other, string unknown)
    {
        ArgumentNullException.ThrowIfNull(counts);
        List<FoundCount> known = [.. counts.Where(count => count.Key is not null).OrderByDescending(count => count.Count)];
        List<FoundBar> bars = [.. known.Take(shown).Select(count => new FoundBar(name(count.Key!), count.Count, false))];
        if (known.Skip(shown).Sum(count => count.Count) is > 0 and var rest)
            bars.Add(new(other, rest, false));
        if (counts.Where(count => count.Key is null).Sum(count => count.Count) is > 0 and var without)
            bars.Add(new(unknown, without, true));
        return bars;
    }
}
