namespace MedAgg.Learning.Splits;

/// <summary>What was found on finished parts, whoever made them (an official split is certified the same way).</summary>
/// <param name="SharedGroups">Patients that are in more than one part, in ordinal order.</param>
/// <param name="SharedPixels">Pixel hashes that are in more than one part, in ordinal order.</param>
/// <param name="UnknownPixels">Cases whose pixel hash is unknown: duplicates among them were not looked for.</param>
/// <param name="Counts">What each part holds.</param>
public sealed record SplitCertificate(
    IReadOnlyList<string> SharedGroups, IReadOnlyList<string> SharedPixels, int UnknownPixels, IReadOnlyList<PartCount> Counts)
{
    /// <summary>True when no patient and no image is in two parts and every pixel hash is known.</summary>
    public bool IsGreen => SharedGroups.Count == 0 && SharedPixels.Count == 0 && UnknownPixels == 0;

    /// <summary>Checks parts.</summary>
    /// <param name="cases">All images.</param>
    /// <param name="parts">The part of each.</param>
    public static SplitCertificate Of(IReadOnlyList<SplitCase> cases, IReadOnlyList<SplitPart> parts)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNotEqual(parts.Count, cases.Count);
        return new SplitCertificate(
            Shared(i => cases[i].Group), Shared(i => cases[i].PixelHash), cases.Count(c => c.PixelHash is null),
            [.. Enum.GetValues<SplitPart>().Select(p => Count(p))]);

        string[] Shared(Func<int, string?> key) =>
            [.. Enumerable.Range(0, cases.Count).Where(i => key(i) is not null)
                .GroupBy(i => key(i)!, StringComparer.Ordinal)
                .Where(g => g.Select(i => parts[i]).Distinct().Skip(1).Any())
                .Select(g => g.Key).Order(StringComparer.Ordinal)];

        PartCount Count(SplitPart part)
        {
            SplitCase[] inside = [.. Enumerable.Range(0, cases.Count).Where(i => parts[i] == part).Select(i => cases[i])];
            return new PartCount(part, inside.Length, inside.Select(c => c.Group).Distinct(StringComparer.Ordinal).Count(), Tally(inside, c => c.Label), Tally(inside, c => c.Stratum));
        }

        static SortedDictionary<string, int> Tally(SplitCase[] inside, Func<SplitCase, string> key) =>
            new(inside.GroupBy(key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal);
    }
}

/// <summary>What a part holds.</summary>
/// <param name="Part">Which.</param>
/// <param name="Cases">Images.</param>
/// <param name="Groups">Patients.</param>
/// <param name="Labels">Images per class.</param>
/// <param name="Strata">Images per stratum.</param>
public sealed record PartCount(SplitPart Part, int Cases, int Groups, IReadOnlyDictionary<string, int> Labels, IReadOnlyDictionary<string, int> Strata);
