using System.Globalization;

namespace MedAgg.Domain.Storage;

/// <summary>Sizes as people write them, in English and in Russian.</summary>
public static class ByteSize
{
    private static readonly Dictionary<string, long> Units = new()
    {
        [""] = 1,
        ["B"] = 1,
        ["Б"] = 1,
        ["K"] = 1_000,
        ["KB"] = 1_000,
        ["К"] = 1_000,
        ["КБ"] = 1_000,
        ["M"] = 1_000_000,
        ["MB"] = 1_000_000,
        ["М"] = 1_000_000,
        ["МБ"] = 1_000_000,
        ["G"] = 1_000_000_000,
        ["GB"] = 1_000_000_000,
        ["Г"] = 1_000_000_000,
        ["ГБ"] = 1_000_000_000,
        ["T"] = 1_000_000_000_000,
        ["TB"] = 1_000_000_000_000,
        ["Т"] = 1_000_000_000_000,
        ["ТБ"] = 1_000_000_000_000,
        ["P"] = 1_000_000_000_000_000,
        ["PB"] = 1_000_000_000_000_000,
        ["П"] = 1_000_000_000_000_000,
        ["ПБ"] = 1_000_000_000_000_000,
        ["KIB"] = 1L << 10,
        ["КИБ"] = 1L << 10,
        ["MIB"] = 1L << 20,
        ["МИБ"] = 1L << 20,
        ["GIB"] = 1L << 30,
        ["ГИБ"] = 1L << 30,
        ["TIB"] = 1L << 40,
        ["ТИБ"] = 1L << 40,
        ["PIB"] = 1L << 50,
        ["ПИБ"] = 1L << 50,
    };

    private static readonly (string Name, int Shift)[] Binary = [("PiB", 50), ("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

    private static readonly (string Name, long Bytes)[] Exact =
    [
        .. Binary.Select(unit => (unit.Name, 1L << unit.Shift)),
        ("PB", 1_000_000_000_000_000), ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000),
    ];

    /// <summary>
    /// Reads <c>500000000</c>, <c>500MB</c> (powers of 1,000), <c>1.5 GiB</c> and <c>1,5 ГиБ</c> (powers of 1,024): a point and a comma both part a fraction,
    /// spaces part nothing. Null for anything else, for parts of a byte without a unit, and for a size past 2^63.
    /// </summary>
    public static long? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant().Replace(',', '.');
        string digits = plain.TrimEnd([.. plain.Where(char.IsLetter)]);
        return Units.TryGetValue(plain[digits.Length..], out long unit)
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number <= (decimal)long.MaxValue / unit
            && (unit > 1 || decimal.IsInteger(number))
            ? (long)(number * unit)
            : null;
    }

    /// <summary>A size for a sentence, to one decimal of its binary unit: <c>1.9 GiB</c>, <c>512 bytes</c>.</summary>
    public static string Say(long bytes)
    {
        foreach ((string name, int shift) in Binary)
        {
            if (bytes >= 1L << shift)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << shift):0.#} {name}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
    }

    /// <summary>A size as <see cref="Parse"/> reads it back exactly, as short as its units allow: <c>500 GB</c>, <c>1536 GiB</c>.</summary>
    public static string Write(long bytes) => Exact
        .Where(unit => bytes > 0 && bytes % unit.Bytes == 0)
        .Select(unit => string.Create(CultureInfo.InvariantCulture, $"{bytes / unit.Bytes} {unit.Name}"))
        .MinBy(text => text.Length) ?? bytes.ToString(CultureInfo.InvariantCulture);
}
