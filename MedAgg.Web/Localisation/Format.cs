using System.Globalization;

namespace MedAgg.Web.Localisation;

/// <summary>
/// How the interface writes numbers, shares, sizes and times. Russian groups by U+202F and has a decimal comma, English has comma and point.
/// A missing value is <see cref="Missing"/>. Without a language the one of the running request is taken.
/// </summary>
public static class Format
{
    /// <summary>What stands for a value that nobody knows.</summary>
    public const string Missing = "–";

    private const string NarrowSpace = "\u202F";
    private const string Minus = "\u2212";

    private static readonly NumberFormatInfo RussianNumbers = new() { NumberGroupSeparator = NarrowSpace, NumberDecimalSeparator = ",", NegativeSign = Minus };
    private static readonly NumberFormatInfo EnglishNumbers = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = ".", NegativeSign = Minus };
    private static readonly string[] RussianBytes = ["Б", "КиБ", "МиБ", "ГиБ", "ТиБ", "ПиБ"];
    private static readonly string[] EnglishBytes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] RussianThousands = ["", "тыс.", "млн", "млрд"];
    private static readonly string[] EnglishThousands = ["", "K", "M", "B"];

    /// <summary>A whole number: <c>112 104</c>, <c>112,104</c>.</summary>
    public static string Number(long? value, string? language = null) =>
        value is { } number ? number.ToString("#,##0", Numbers(language)) : Missing;

    /// <summary>A number with a fixed count of decimals; never a negative zero.</summary>
    public static string Decimal(double? value, int decimals = 1, string? language = null)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Missing;

        double rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Numbers(language));
    }

    /// <summary>A number with as many decimals as it has, at most <paramref name="decimals"/>: <c>0,7</c>, <c>1,25</c>, <c>3</c>.</summary>
    public static string Short(double? value, int decimals = 3, string? language = null)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Missing;

        double rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("#,##0." + new string('#', decimals), Numbers(language));
    }

    /// <summary>A share as a percentage with one decimal. A little more than nothing is not written as nothing, a little less than all not as all.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="language">Null: that of the request.</param>
    public static string Percent(double? share, string? language = null)
    {
        if (share is not { } value || !double.IsFinite(value))
            return Missing;

        double percent = value * 100;
        return percent is > 0 and < 0.05 ? "<" + NarrowSpace + Signed(0.1, language)
            : percent is > 99.95 and < 100 ? ">" + NarrowSpace + Signed(99.9, language)
            : Signed(percent, language);
    }

    /// <summary>A share as whole percent, rounded down: progress does not say 100 before the end.</summary>
    public static string WholePercent(double? share, string? language = null) =>
        share is { } value && double.IsFinite(value)
            ? Number((long)Math.Floor((value * 100) + 1e-9), language) + (IsRussian(language) ? NarrowSpace : "") + "%"
            : Missing;

    /// <summary>A share of a whole; missing when the whole is nothing.</summary>
    public static string Percent(long part, long whole, string? language = null) =>
        whole > 0 ? Percent((double)part / whole, language) : Missing;

    /// <summary>A size in binary units: <c>1,1 ГиБ</c>, <c>124 MiB</c>, <c>18 B</c>.</summary>
    public static string Bytes(long? bytes, string? language = null) =>
        bytes is null ? Missing : string.Join(' ', SplitBytes(bytes.Value, language));

    /// <summary>A size with as many decimals as it has, at most three: <c>1,25 ГиБ</c>, <c>10 GiB</c>.</summary>
    public static string ShortBytes(long bytes, string? language = null)
    {
        double size = bytes;
        var unit = 0;
        while (Math.Abs(size) >= 1024 && unit < RussianBytes.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return $"{Short(size, 3, language)} {ByteUnit(unit, language)}";
    }

    /// <summary>The name of a power of 1,024 bytes: 3 is <c>GiB</c>, <c>ГиБ</c>.</summary>
    public static string ByteUnit(int power, string? language = null) => (IsRussian(language) ? RussianBytes : EnglishBytes)[power];

    /// <summary>The number and the unit of a size apart, for a headline number with a small unit.</summary>
    public static string[] SplitBytes(long bytes, string? language = null)
    {
        string[] units = IsRussian(language) ? RussianBytes : EnglishBytes;
        double size = bytes;
        var unit = 0;
        while (Math.Abs(size) >= 1023.5 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        int decimals = unit == 0 || Math.Abs(size) >= 99.95 ? 0 : 1;
        return [Decimal(size, decimals, language), units[unit]];
    }

    /// <summary>A speed: <c>38 MiB/s</c>, <c>38 МиБ/с</c>.</summary>
    public static string BytesPerSecond(double? speed, string? language = null) =>
        speed is { } value && double.IsFinite(value) ? Bytes((long)value, language) + (IsRussian(language) ? "/с" : "/s") : Missing;

    /// <summary>A large number in three digits or so: <c>1,9 млн</c>, <c>1.9M</c>; below ten thousand it is written in full.</summary>
    public static string Compact(long? value, string? language = null)
    {
        if (value is not { } number || Math.Abs(number) < 10_000)
            return Number(value, language);

        double size = number;
        var step = 0;
        while (Math.Abs(size) >= 999.5 && step < RussianThousands.Length - 1)
        {
            size /= 1000;
            step++;
        }

        string digits = Decimal(size, Math.Abs(size) >= 99.95 ? 0 : 1, language);
        return IsRussian(language) ? $"{digits} {RussianThousands[step]}" : digits + EnglishThousands[step];
    }

    internal static bool IsRussian(string? language) => (language ?? Language.Current) == Language.Russian;

    private static string Signed(double percent, string? language) =>
        Decimal(percent, 1, language) + (IsRussian(language) ? NarrowSpace : "") + "%";

    private static NumberFormatInfo Numbers(string? language) => IsRussian(language) ? RussianNumbers : EnglishNumbers;
}
