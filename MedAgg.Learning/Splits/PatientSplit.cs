using System.Security.Cryptography;
using System.Text;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Splits;

/// <summary>
/// Patients in parts. Inside each stratum (class and key subgroup of the patient) patients stand in the order of SHA-256(seed | patient) and are
/// cut at the wanted shares: the split is stable under file order, and a patient's rank does not change when others come.
/// </summary>
/// <param name="Parts">The part of each case, in case order.</param>
/// <param name="Certificate">What was checked, on the finished parts.</param>
public sealed record PatientSplit(IReadOnlyList<SplitPart> Parts, SplitCertificate Certificate)
{
    /// <summary>Splits by patients.</summary>
    /// <param name="cases">All images.</param>
    /// <param name="options">Seed and shares.</param>
    /// <returns>Refusals <c>SPLIT_SHARES</c>, <c>SPLIT_EMPTY</c>, <c>SPLIT_DUPLICATE_ID</c>.</returns>
    public static Outcome<PatientSplit> Make(IReadOnlyList<SplitCase> cases, SplitOptions options)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Training > 0) || !(options.Validation >= 0) || !(options.Training + options.Validation <= 1 + 1e-12))
            return new Refusal("SPLIT_SHARES", $"Shares of {options.Training} and {options.Validation} are impossible: the first must be above 0 and their sum at most 1.");
        if (Fault(cases) is { } fault)
            return fault;
        SplitPart[] parts = new SplitPart[cases.Count];
        foreach (IGrouping<string, PatientGroup> stratum in PatientGroups.Of(cases, options.Seed).GroupBy(g => g.Stratum, StringComparer.Ordinal))
        {
            PatientGroup[] groups = [.. stratum];
            int training = (int)Math.Round(groups.Length * options.Training, MidpointRounding.AwayFromZero);
            int behind = Math.Max(training, (int)Math.Round(groups.Length * Math.Min(1, options.Training + options.Validation), MidpointRounding.AwayFromZero));
            for (int g = 0; g < groups.Length; g++)
            {
                foreach (int member in groups[g].Members)
                    parts[member] = g < training ? SplitPart.Training : g < behind ? SplitPart.Validation : SplitPart.Test;
            }
        }
        return new PatientSplit(parts, SplitCertificate.Of(cases, parts));
    }

    /// <summary>Parts of a source that has none for validation: patients of its training part are cut at the shares, and its test part stays as it is.</summary>
    /// <param name="cases">All images.</param>
    /// <param name="parts">The source's part of each case; <see cref="SplitPart.Validation"/> nowhere.</param>
    /// <param name="options">Seed, and the shares of training and validation, of which only the ratio counts.</param>
    /// <returns>The refusals of <see cref="Make"/>.</returns>
    public static Outcome<PatientSplit> CutValidation(IReadOnlyList<SplitCase> cases, IReadOnlyList<SplitPart> parts, SplitOptions options)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        double both = options.Training + options.Validation;
        int[] training = [.. Enumerable.Range(0, cases.Count).Where(i => parts[i] == SplitPart.Training)];
        Outcome<PatientSplit> cut = Make([.. training.Select(i => cases[i])], options with { Training = options.Training / both, Validation = options.Validation / both });
        if (!cut.IsDone)
            return cut;
        SplitPart[] whole = [.. parts];
        foreach ((int place, SplitPart part) in cut.Value.Parts.Index())
            whole[training[place]] = part;
        return new PatientSplit(whole, SplitCertificate.Of(cases, whole));
    }

    /// <summary>Folds for cross-validation: patient groups of each stratum are dealt in turn by their rank.</summary>
    /// <param name="cases">All images.</param>
    /// <param name="folds">2 … 100.</param>
    /// <param name="seed">Decides the order of patients.</param>
    /// <returns>The fold of each case.</returns>
    public static int[] Folds(IReadOnlyList<SplitCase> cases, int folds, string seed)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 100);
        int[] foldOf = new int[cases.Count];
        int next = 0;
        foreach (IGrouping<string, PatientGroup> stratum in PatientGroups.Of(cases, seed).GroupBy(g => g.Stratum, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            // Counting on from stratum to stratum keeps folds even when strata are small.
            foreach (PatientGroup group in stratum)
            {
                foreach (int member in group.Members)
                    foldOf[member] = next % folds;
                next++;
            }
        }
        return foldOf;
    }

    /// <summary>The split as CSV (id, group, label, stratum, part) in the order of ids, for the run's artefacts.</summary>
    public string ToCsv(IReadOnlyList<SplitCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        StringBuilder text = new("id,group,label,stratum,part\n");
        foreach (int i in Enumerable.Range(0, cases.Count).OrderBy(i => cases[i].Id, StringComparer.Ordinal))
            text.Append(Field(cases[i].Id)).Append(',').Append(Field(cases[i].Group)).Append(',').Append(Field(cases[i].Label)).Append(',').Append(Field(cases[i].Stratum)).Append(',').Append(Name(Parts[i])).Append('\n');
        return text.ToString();
    }

    /// <summary>SHA-256 of <see cref="ToCsv"/>, lower-case hex.</summary>
    public string Hash(IReadOnlyList<SplitCase> cases) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToCsv(cases))));

    private static string Name(SplitPart part) => part switch
    {
        SplitPart.Training => "training",
        SplitPart.Validation => "validation",
        _ => "test",
    };

    private static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Refusal? Fault(IReadOnlyList<SplitCase> cases)
    {
        if (cases.Count == 0)
            return new Refusal("SPLIT_EMPTY", "There is nothing to split.");
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (SplitCase one in cases)
        {
            if (!ids.Add(one.Id))
                return new Refusal("SPLIT_DUPLICATE_ID", $"The case {one.Id} is there twice; each must have an id of its own.");
        }
        return null;
    }
}
