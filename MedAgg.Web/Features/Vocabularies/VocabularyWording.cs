using System.Globalization;
using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Says kinds, fields and faults in the reader's language.</summary>
public sealed class VocabularyWording(CurrentTaxonomy taxonomy, IStringLocalizer<VocabulariesTexts> texts)
{
    /// <summary>Terms that one sentence names; the others are counted.</summary>
    private const int NamedTerms = 3;

    public string Kind(TermKind kind) => texts["Kind." + kind];

    public string Field(string field) => texts["Field." + field];

    /// <summary>A term's name with its id: the reader writes ids into fields.</summary>
    public string Term(string id) => (taxonomy.Model.Find(id) ?? taxonomy.Shipped.Find(id))?.Name.In(CultureInfo.CurrentUICulture) ?? id;

    /// <summary>One sentence; ids of terms in it are said by name.</summary>
    public string Fault(TermFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        object[] arguments = [.. fault.Arguments.Select(argument => (object)Term(argument))];
        if (fault.Code is TaxonomyRules.WordTaken or TaxonomyRules.ValueTaken && arguments.Length > 0)
            arguments[0] = fault.Arguments[0]; // a word, not a term
        if (fault.Code == VocabularyCodes.TermUsed)
            arguments[1] = int.Parse(fault.Arguments[1], CultureInfo.InvariantCulture);
        if (fault.Code == VocabularyCodes.TermNeeded)
            arguments = [arguments[0], Listed([.. arguments.Skip(1)])];
        LocalizedString text = texts["Fault." + fault.Code];
        return text.ResourceNotFound ? fault.Message : texts.Say("Fault." + fault.Code, arguments);
    }

    private string Listed(IReadOnlyList<object> names)
    {
        string named = string.Join(", ", names.Take(NamedTerms));
        return names.Count > NamedTerms ? texts.Say("AndMore", named, names.Count - NamedTerms) : named;
    }
}
