using System.Text;
using MedAgg.Domain.Taxonomy;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>The state of the vocabulary page as its address holds it.</summary>
/// <param name="Kind">Which vocabulary.</param>
/// <param name="Text">Part of a name, a word, an id or a code.</param>
/// <param name="OnlyChanged">Whether only what administrators changed is shown.</param>
/// <param name="Edited">Id of the term whose form is open; <see cref="New"/> for a term that is to come.</param>
public sealed record VocabularyAddress(TermKind Kind, string Text = "", bool OnlyChanged = false, string? Edited = null)
{
    /// <summary>No term has this id: ids have no plus.</summary>
    public const string New = "+";

    private const int MaxText = 100;

    public static VocabularyAddress Parse(string? kind, string query)
    {
        Dictionary<string, StringValues> parts = QueryHelpers.ParseQuery(query);
        string text = parts.TryGetValue("q", out StringValues q) ? q.ToString().Trim() : "";
        return new(
            Enum.TryParse(kind, ignoreCase: true, out TermKind read) && Enum.IsDefined(read) ? read : TermKind.Modality,
            text.Length > MaxText ? text[..MaxText] : text,
            parts.TryGetValue("changed", out StringValues changed) && changed.ToString() is "1",
            parts.TryGetValue("edit", out StringValues edit) && edit.ToString() is { Length: > 0 } id ? id : null);
    }

    public string ToHref()
    {
        var href = new StringBuilder("/vocabularies/").Append(Kind.ToString().ToLowerInvariant());
        char next = '?';
        void Add(string key, string value)
        {
            href.Append(next).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            next = '&';
        }

        if (Text.Length > 0)
            Add("q", Text);
        if (OnlyChanged)
            Add("changed", "1");
        if (Edited is not null)
            Add("edit", Edited);
        return href.ToString();
    }

    /// <summary>Whether a term is to be shown.</summary>
    public bool Shows(TermRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (OnlyChanged && row.Standing == TermStanding.Shipped)
            return false;
        if (Text.Length == 0 || row.Term.Id == Edited)
            return true;
        string key = WordKey.Of(Text);
        Term term = row.Term;
        IEnumerable<string> words =
            [term.Id, term.Name.En, term.Name.Ru, .. term.Synonyms.All, .. term.Abbreviations.All, .. term.Ambiguous.All, .. term.Dicom, .. term.Values, term.Icd10 ?? "", term.Mesh ?? ""];
        return words.Any(word => WordKey.Of(word).Contains(key, StringComparison.Ordinal));
    }
}
