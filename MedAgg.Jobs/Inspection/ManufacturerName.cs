namespace MedAgg.Jobs.Inspection;

/// <summary>One name for one maker: upper case, trimmed, relatives joined (chart 5).</summary>
public static class ManufacturerName
{
    // Order matters: the first name that the stated one begins with or contains wins.
    private static readonly (string Contains, string Name)[] Makers =
    [
        ("SIEMENS", "SIEMENS"),
        ("GE MEDICAL", "GE"),
        ("GE HEALTHCARE", "GE"),
        ("GENERAL ELECTRIC", "GE"),
        ("PHILIPS", "PHILIPS"),
        ("TOSHIBA", "TOSHIBA"),
        ("CANON", "CANON"),
        ("HOLOGIC", "HOLOGIC"),
        ("LORAD", "HOLOGIC"),
        ("FUJI", "FUJIFILM"),
        ("AGFA", "AGFA"),
        ("CARESTREAM", "CARESTREAM"),
        ("KODAK", "KODAK"),
        ("KONICA", "KONICA MINOLTA"),
        ("HITACHI", "HITACHI"),
        ("SHIMADZU", "SHIMADZU"),
        ("SAMSUNG", "SAMSUNG"),
        ("UNITED IMAGING", "UNITED IMAGING"),
        ("VARIAN", "VARIAN"),
        ("ELEKTA", "ELEKTA"),
        ("BRUKER", "BRUKER"),
        ("IMS GIOTTO", "GIOTTO"),
        ("PLANMED", "PLANMED"),
        ("ZEISS", "ZEISS"),
    ];

    /// <summary>The canonical name; null when the file says nothing.</summary>
    public static string? Of(string? stated)
    {
        if (string.IsNullOrWhiteSpace(stated))
            return null;
        string name = string.Join(' ', stated.ToUpperInvariant().Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (name is "GE")
            return name;
        foreach ((string contains, string canonical) in Makers)
        {
            if (name.Contains(contains, StringComparison.Ordinal))
                return canonical;
        }

        return name;
    }
}
