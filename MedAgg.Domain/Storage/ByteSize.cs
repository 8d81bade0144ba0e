using System.Globalization;

namespace MedAgg.Domain.Storage;

/// <summary>Sizes as people write them.</summary>
public static class ByteSize
{
    /// <summary>Reads <c>500000000</c>, <c>500MB</c> (powers of 1,000), <c>1.5 GiB</c> (powers of 1,024); null for anything else, and for a size past 2^63.</summary>
    public static long? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string digits = text.TrimEnd().TrimEnd([.. "KkMmGgTtPpIiBb "]);
        long? factor = text[digits.Length..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" or "KB" => 1_000,
            "M" or "MB" => 1_000_000,
            "G" or "GB" => 1_000_000_000,
            "T" or "TB" => 1_000_000_000_000,
            "P" or "PB" => 1_000_000_000_000_000,
            "KIB" => 1L << 10,
            "MIB" => 1L << 20,
            "GIB" => 1L << 30,
            "TIB" => 1L << 40,
            "PIB" => 1L << 50,
            _ => null,
        };
        return factor is { } unit && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && number <= (decimal)long.MaxValue / unit
            ? (long)(number * unit)
            : null;
    }
}
