namespace MedAgg.Domain.Catalog;

/// <summary>Reads the class of a licence from the words of its source.</summary>
public static class Licence
{
    // From the mildest to the strictest: of several licences the strictest binds the whole.
    private static readonly LicenceClass[] Strictness = [LicenceClass.Open, LicenceClass.ShareAlike, LicenceClass.NonCommercial, LicenceClass.Unknown, LicenceClass.Restricted];

    // Order matters: the strictest word decides, so that "CC BY 4.0; annotations CC BY-NC 4.0" is non-commercial.
    private static readonly (string Word, LicenceClass Class)[] Words =
    [
        ("conflicting", LicenceClass.Unknown),
        ("not stated", LicenceClass.Unknown),
        ("agreement", LicenceClass.Restricted),
        ("credentialed", LicenceClass.Restricted),
        ("competition", LicenceClass.Restricted),
        ("controlled", LicenceClass.Restricted),
        ("restricted", LicenceClass.Restricted),
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

        return ClassOfId(LicenceId.Of(stated));
    }

    /// <summary>The class of an SPDX identifier; null is <see cref="LicenceClass.Unknown"/>.</summary>
    public static LicenceClass ClassOfId(string? spdx) => spdx switch
    {
        null => LicenceClass.Unknown,
        _ when spdx.Contains("-NC", StringComparison.Ordinal) || spdx.Contains("-ND", StringComparison.Ordinal) => LicenceClass.NonCommercial,
        _ when spdx.Contains("-SA", StringComparison.Ordinal) || spdx.Contains("GPL", StringComparison.Ordinal) || spdx is "ODbL-1.0" or "CDLA-Sharing-1.0" or "MPL-2.0" => LicenceClass.ShareAlike,
        _ => LicenceClass.Open,
    };

    /// <summary>The strictest of several classes; none is <see cref="LicenceClass.Unknown"/>.</summary>
    public static LicenceClass Strictest(IEnumerable<LicenceClass> classes) =>
        classes.DefaultIfEmpty(LicenceClass.Unknown).MaxBy(one => Array.IndexOf(Strictness, one));
}
