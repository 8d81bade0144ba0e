namespace MedAgg.Domain.Catalog;

/// <summary>Reads the class of a licence from the words of its source.</summary>
public static class Licence
{
    // Order matters: the strictest word decides, so that "CC BY 4.0; annotations CC BY-NC 4.0" is non-commercial.
    private static readonly (string Word, LicenceClass Class)[] Words =
    [
        ("conflicting", LicenceClass.Unknown),
        ("not stated", LicenceClass.Unknown),
        ("agreement", LicenceClass.Restricted),
        ("credentialed", LicenceClass.Restricted),
        ("competition", LicenceClass.Restricted),
        ("data use", LicenceClass.Restricted),
        ("eula", LicenceClass.Restricted),
        ("no redistribution", LicenceClass.Restricted),
        ("source terms", LicenceClass.Restricted),
        ("original authors", LicenceClass.Unknown),
        ("per image", LicenceClass.Unknown),
        ("-nc", LicenceClass.NonCommercial),
        ("non-commercial", LicenceClass.NonCommercial),
        ("noncommercial", LicenceClass.NonCommercial),
        ("-nd", LicenceClass.NonCommercial),
        ("-sa", LicenceClass.ShareAlike),
        ("terms", LicenceClass.Restricted),
        ("cc0", LicenceClass.Open),
        ("cc by", LicenceClass.Open),
        ("cc-by", LicenceClass.Open),
        ("public domain", LicenceClass.Open),
        ("mit", LicenceClass.Open),
        ("apache", LicenceClass.Open),
        ("bsd", LicenceClass.Open),
    ];

    /// <summary>The class of a licence as its source words it; null and words not understood are <see cref="LicenceClass.Unknown"/>.</summary>
    public static LicenceClass ClassOf(string? stated)
    {
        if (string.IsNullOrWhiteSpace(stated))
            return LicenceClass.Unknown;

        foreach ((string word, LicenceClass licenceClass) in Words)
        {
            if (stated.Contains(word, StringComparison.OrdinalIgnoreCase))
                return licenceClass;
        }

        return LicenceClass.Unknown;
    }
}
