using System.Globalization;

namespace MedAgg.Web.Features.Quotas;

/// <summary>Reads a size as people write it: <c>500 GB</c>, <c>1,5 ТиБ</c>, <c>2TiB</c>, or plain bytes.</summary>
internal static class SizeText
{
    private static readonly (string[] Names, double Bytes)[] Units =
    [
        (["tib", "тиб"], 1L << 40), (["gib", "гиб"], 1L << 30), (["mib", "миб"], 1L << 20), (["kib", "киб"], 1L << 10),
        (["tb", "тб"], 1e12), (["gb", "гб"], 1e9), (["mb", "мб"], 1e6), (["kb", "кб"], 1e3), (["b", "б"], 1),
    ];

    /// <summary>Bytes; null when the text is no size of 0 to 8 EiB.</summary>
    public static long? Bytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant().Replace(',', '.');
        double unit = 1;
        foreach ((string[] names, double bytes) in Units)
        {
            if (Array.Find(names, name => plain.EndsWith(name, StringComparison.Ordinal)) is not { } name)
                continue;
            (plain, unit) = (plain[..^name.Length], bytes);
            break;
        }

        if (unit == 1 && long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out long exact))
            return exact;
        bool isNumber = double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        return isNumber && number * unit is >= 0 and < long.MaxValue ? (long)Math.Round(number * unit) : null;
    }

    /// <summary>A size as <see cref="Bytes"/> reads it back exactly: the largest binary unit that divides it.</summary>
    public static string Of(long bytes)
    {
        foreach ((string name, int shift) in (ReadOnlySpan<(string, int)>)[("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)])
        {
            if (bytes > 0 && (bytes & ((1L << shift) - 1)) == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift} {name}");
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}
