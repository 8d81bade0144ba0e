using System.Globalization;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Jobs.Reports.Wording;

/// <summary>The words and numbers of reports in the two languages of the product.</summary>
/// <param name="language"><c>ru</c> or <c>en</c>.</param>
public sealed class ReportWords(string language)
{
    private const string Missing = "–";
    private const string NarrowSpace = "\u202F";

    public string Language => language;

    /// <summary>Numbers as the product writes them: Russian groups by U+202F and has a decimal comma.</summary>
    public CultureInfo Culture { get; } = CultureOf(language);

    private bool IsRussian => language == "ru";

    /// <summary>The words behind a key; the key itself when there are none.</summary>
    public string this[string key] => ReportVocabulary.All.TryGetValue(key, out (string En, string Ru) pair) ? IsRussian ? pair.Ru : pair.En : key;

    /// <summary>Words with values that are written already; invariant numbers among them get the reader's comma.</summary>
    public string Of(string key, params IReadOnlyList<string> values) => string.Format(CultureInfo.InvariantCulture, this[key], [.. values.Select(Local)]);

    /// <summary>The sentence of a caveat.</summary>
    public string Of(Caveat caveat)
    {
        ArgumentNullException.ThrowIfNull(caveat);
        return (caveat.Code, caveat.Values) switch
        {
            ("probe_not_beaten" or "baseline_wins", [var first, var second, var p, ..]) =>
                Of(caveat.Code, [first, second, PValue(double.TryParse(p, CultureInfo.InvariantCulture, out double share) ? share : null)]),
            ("probe_tells", [var auc, var telling, var most, var onTest, ..]) => Of(caveat.Code, [auc, string.Join(", ", telling.Split(", ").Select(Fact)), most, onTest]),
            ("probe_missing", [var refusal, ..]) => Of(caveat.Code, [Refused(refusal)]),
            ("headline_missing", [var fact, var value, ..]) => Of(caveat.Code, [Fact(fact), value]),
            _ => Of(caveat.Code, caveat.Values),
        };
    }

    /// <summary>Why something was not measured, in the reader's language where the code is known.</summary>
    /// <param name="refusal"><c>CODE: sentence</c>; null where nothing is known.</param>
    public string Refused(string? refusal)
    {
        string key = "refused." + refusal?.Split(':')[0];
        return ReportVocabulary.All.ContainsKey(key) ? this[key] : refusal ?? this["unknown"];
    }

    /// <summary>A fact as people call it; columns of tables keep their name.</summary>
    public string Fact(string fact) => ReportVocabulary.All.ContainsKey("fact." + fact) ? this["fact." + fact] : fact;

    /// <summary>The value of a fact; unknown ones say so.</summary>
    public string Value(string value) => value == "unknown" ? this["unknown"] : value;

    public string Level(CaveatLevel level) => this[level.ToString().ToLowerInvariant()];

    /// <summary>An engine as people call it.</summary>
    public string Engine(string engine, int? seed) =>
        engine == TrainEngines.Baseline ? this["baseline"] : seed is { } number ? Of("cnn_seed", number.ToString(CultureInfo.InvariantCulture)) : this["cnn"];

    /// <summary>A number between 0 and 1 with three decimals, or another format; never a negative zero.</summary>
    public string Share(double? value, string format = "0.000") =>
        value is { } number && double.IsFinite(number) ? (number == 0 ? 0 : number).ToString(format, Culture) : Missing;

    /// <summary>A value with its interval.</summary>
    public string Within(double? value, double? low, double? high) =>
        value is null ? Missing : low is null || high is null ? Share(value) : $"{Share(value)} ({Share(low)}–{Share(high)})";

    public string Percent(double? value) =>
        value is { } number && double.IsFinite(number) ? (number * 100).ToString("0.0", Culture) + (IsRussian ? NarrowSpace : "") + "%" : Missing;

    public string Whole(long value) => value.ToString("#,##0", Culture);

    /// <summary>With its sign.</summary>
    public string Difference(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("+0.000;−0.000;0.000", Culture) : Missing;

    /// <summary><c>p = 0.013</c>, <c>p &lt; 0.001</c>; missing without a value.</summary>
    public string PValue(double? value) =>
        value is not { } p || !double.IsFinite(p) ? "p " + Missing : p < 0.001 ? "p < " + Share(0.001) : "p = " + Share(p);

    // Values of caveats come invariant.
    private string Local(string value) => IsRussian && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? value.Replace('.', ',') : value;

    private static CultureInfo CultureOf(string language)
    {
        CultureInfo culture = (CultureInfo)CultureInfo.GetCultureInfo(language == "ru" ? "ru-RU" : "en-US").Clone();
        culture.NumberFormat.NegativeSign = "−";
        if (language == "ru")
            culture.NumberFormat.NumberGroupSeparator = NarrowSpace;
        return CultureInfo.ReadOnly(culture);
    }
}
