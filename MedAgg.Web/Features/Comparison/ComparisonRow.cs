using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Features.Comparison;

/// <summary>One fact of all compared datasets.</summary>
/// <param name="Key">As in <see cref="PassportFact"/>.</param>
/// <param name="Facts">In the order of the columns.</param>
/// <param name="Differs">Whether two known facts say different things; an unknown one differs from nothing.</param>
/// <param name="Shared">Values that every dataset states.</param>
/// <param name="Largest">The largest number of the row; null where it counts nothing.</param>
public sealed record ComparisonRow(string Key, IReadOnlyList<PassportFact> Facts, bool Differs, IReadOnlySet<string> Shared, long? Largest)
{
    internal static ComparisonRow Of(string key, IReadOnlyList<PassportFact> facts)
    {
        string[] known = [.. facts.Where(fact => fact.Standing != FactStanding.Unknown).Select(Said)];
        IReadOnlyList<string>[] lists = [.. facts.Select(Items)];
        HashSet<string> shared = facts.Count > 1 ? [.. lists[0].Where(item => lists.All(list => list.Contains(item)))] : [];
        return new(key, facts, known.Distinct().Count() > 1, shared, facts.OfType<PassportFact.Number>().Max(number => number.Figure.Value));
    }

    private static IReadOnlyList<string> Items(PassportFact fact) => fact switch
    {
        PassportFact.Values values => values.Items,
        PassportFact.Words words => words.Items,
        _ => [],
    };

    private static string Said(PassportFact fact) => fact is PassportFact.Number number ? $"{number.Figure.Value}" : string.Join('\n', Items(fact).Order(StringComparer.Ordinal));
}
