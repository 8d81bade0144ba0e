using MedAgg.Domain.Catalog;

namespace MedAgg.Jobs.Collections;

/// <summary>Says what the licences of several sources mean for the whole. It warns and never hides; it is no legal advice.</summary>
internal static class LicenceJudge
{
    // From free to strict: an unstated licence binds harder than any that is stated, but for an agreement.
    private static readonly LicenceClass[] Order = [LicenceClass.Open, LicenceClass.ShareAlike, LicenceClass.NonCommercial, LicenceClass.Unknown, LicenceClass.Restricted];

    public static LicenceVerdict Judge(IReadOnlyList<PlannedSource> sources)
    {
        LicenceClass strictest = sources.Select(source => source.LicenceClass).MaxBy(licence => Array.IndexOf(Order, licence));
        List<string> warnings = [];
        Warn(LicenceClass.Restricted, "LICENCE_RESTRICTED", "is bound to an agreement: whoever receives the archive must have accepted it");
        Warn(LicenceClass.Unknown, "LICENCE_UNKNOWN", "states no clear licence: do not pass the archive on before its owner has answered");
        Warn(LicenceClass.NonCommercial, "LICENCE_NON_COMMERCIAL", "may not be used commercially");
        Warn(LicenceClass.ShareAlike, "LICENCE_SHARE_ALIKE", "asks that derived works carry the same licence");
        if (Has(LicenceClass.ShareAlike) && Has(LicenceClass.NonCommercial))
            warnings.Add("LICENCE_CONFLICT: A share-alike source and a non-commercial one stand together; a derived work cannot keep both licences.");
        return new(strictest, warnings);

        bool Has(LicenceClass licence) => sources.Any(source => source.LicenceClass == licence);

        void Warn(LicenceClass licence, string code, string sentence)
        {
            foreach (PlannedSource source in sources.Where(source => source.LicenceClass == licence).DistinctBy(source => source.Dataset))
                warnings.Add($"{code}: {source.Dataset} ({source.LicenceName ?? "no licence stated"}) {sentence}.");
        }
    }
}
