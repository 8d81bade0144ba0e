using System.Security.Cryptography;
using System.Text;

namespace MedAgg.Learning.Splits;

/// <summary>Patients, joined where they share an image: copies of one image under two names must not part either.</summary>
internal static class PatientGroups
{
    /// <summary>Cases of each joined group, in the order of SHA-256(seed | smallest group name): it depends neither on file order nor on other patients.</summary>
    public static IReadOnlyList<PatientGroup> Of(IReadOnlyList<SplitCase> cases, string seed)
    {
        Dictionary<string, string> parents = new(StringComparer.Ordinal);
        Dictionary<string, string> ownerOfPixels = new(StringComparer.Ordinal);
        foreach (SplitCase one in cases)
        {
            parents.TryAdd(one.Group, one.Group);
            if (one.PixelHash is null)
                continue;
            if (ownerOfPixels.TryGetValue(one.PixelHash, out string? owner))
                Join(parents, owner, one.Group);
            else
                ownerOfPixels[one.PixelHash] = one.Group;
        }
        return [.. Enumerable.Range(0, cases.Count)
            .GroupBy(i => Root(parents, cases[i].Group), StringComparer.Ordinal)
            .Select(g => new PatientGroup(g.Key, Rank(seed, g.Key), [.. g], Stratum(cases, g)))
            .OrderBy(g => g.Rank, StringComparer.Ordinal)];
    }

    /// <summary>Hex of SHA-256 over seed, a zero byte and the group.</summary>
    public static string Rank(string seed, string group) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\0{group}")));

    // A group of several classes or strata is a stratum of its own kind, named by all of them.
    private static string Stratum(IReadOnlyList<SplitCase> cases, IEnumerable<int> members) =>
        string.Join('+', members.Select(i => $"{cases[i].Stratum}|{cases[i].Label}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Root(Dictionary<string, string> parents, string group)
    {
        while (!string.Equals(parents[group], group, StringComparison.Ordinal))
            group = parents[group] = parents[parents[group]];
        return group;
    }

    // The smaller name leads, so that the order of cases does not matter.
    private static void Join(Dictionary<string, string> parents, string a, string b)
    {
        string first = Root(parents, a);
        string second = Root(parents, b);
        if (string.CompareOrdinal(first, second) <= 0)
            parents[second] = first;
        else
            parents[first] = second;
    }
}

/// <summary>Images that never part.</summary>
/// <param name="Name">Smallest of its group names.</param>
/// <param name="Rank">Decides its place.</param>
/// <param name="Members">Places of its cases.</param>
/// <param name="Stratum">Its classes and strata.</param>
internal sealed record PatientGroup(string Name, string Rank, IReadOnlyList<int> Members, string Stratum);
