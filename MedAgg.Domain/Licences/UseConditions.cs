using MedAgg.Domain.Catalog;

namespace MedAgg.Domain.Licences;

/// <summary>Reads conditions of use from what a source says.</summary>
public static class UseConditions
{
    private static readonly (string Word, UseCondition Condition)[] Words =
    [
        ("ethic", UseCondition.EthicsApprovalRequired),
        ("irb", UseCondition.EthicsApprovalRequired),
        ("collaborat", UseCondition.CollaborationRequired),
        ("must be published", UseCondition.PublicationRequired),
        ("biomedical research", UseCondition.BiomedicalResearch),
        ("health research", UseCondition.BiomedicalResearch),
        ("research only", UseCondition.GeneralResearch),
        ("research use", UseCondition.GeneralResearch),
        ("research purposes", UseCondition.GeneralResearch),
    ];

    /// <summary>The ontology's code, for example <c>DUO:0000046</c>.</summary>
    public static string CodeOf(UseCondition condition) => condition switch
    {
        UseCondition.NoRestriction => "DUO:0000004",
        UseCondition.BiomedicalResearch => "DUO:0000006",
        UseCondition.PublicationRequired => "DUO:0000019",
        UseCondition.CollaborationRequired => "DUO:0000020",
        UseCondition.EthicsApprovalRequired => "DUO:0000021",
        UseCondition.UserSpecific => "DUO:0000026",
        UseCondition.GeneralResearch => "DUO:0000042",
        UseCondition.NonCommercialOnly => "DUO:0000046",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    /// <summary>The terms of a dataset.</summary>
    /// <param name="stated">Licence in the words of the source, several joined by <c>;</c>; null when it states none.</param>
    /// <param name="url">Address of the text; null without one.</param>
    /// <param name="access">Who may have the files.</param>
    public static LicenceTerms Read(string? stated, string? url, DatasetAccess access)
    {
        string[] parts = (stated ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        List<string?> ids = [.. parts.Length == 0 && url is not null ? [LicenceId.Of(null, url)] : parts.Select(part => LicenceId.Of(part, parts.Length == 1 ? url : null))];
        LicenceClass licenceClass = Licence.Strictest(parts.Select((part, index) => ids[index] is { } id ? Licence.ClassOfId(id) : Licence.ClassOf(part)).Concat(parts.Length == 0 && ids is [{ } only] ? [Licence.ClassOfId(only)] : []));
        SortedSet<UseCondition> conditions = [];
        foreach ((string word, UseCondition condition) in Words)
        {
            if (ids.All(id => id is null) && stated?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
                conditions.Add(condition);
        }

        if (ids.Exists(id => id?.Contains("-NC", StringComparison.Ordinal) == true) || (licenceClass is LicenceClass.NonCommercial && ids.All(id => id is null)))
            conditions.Add(UseCondition.NonCommercialOnly);
        LicenceTerms terms = new() { Stated = string.IsNullOrWhiteSpace(stated) ? null : stated.Trim(), Url = url, Class = licenceClass, Access = access, Spdx = [.. ids.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
        if (terms.IsClosed || access is DatasetAccess.Gated or DatasetAccess.Competition)
            conditions.Add(UseCondition.UserSpecific);
        if (conditions.Count == 0 && licenceClass is LicenceClass.Open)
            conditions.Add(UseCondition.NoRestriction);
        return terms with { Conditions = [.. conditions] };
    }
}
