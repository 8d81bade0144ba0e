using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Turns broken rules into faults of the fields of an edited term.</summary>
internal static class TermFaults
{
    /// <summary>Whether a problem speaks of a term: it breaks the rule, or another breaks it on its account.</summary>
    public static bool Concerns(TaxonomyProblem problem, string id) => problem.TermId == id || problem.Arguments.Contains(id);

    /// <param name="edited">The term that was edited; null when several were.</param>
    /// <param name="gone">Terms that would not be there any more.</param>
    public static TermFault Of(TaxonomyProblem problem, Term? edited, IReadOnlyCollection<string>? gone = null)
    {
        // A parent, an implied term or a context that has just gone: the fault is with the going.
        bool isReference = problem.Code is TaxonomyRules.ParentMissing or TaxonomyRules.ImpliesMissing or TaxonomyRules.ContextMissing;
        if (isReference && gone?.Contains(problem.Arguments[0]) == true)
            return new("", VocabularyCodes.TermNeeded, [problem.Arguments[0], problem.TermId], $"\"{problem.TermId}\" refers to \"{problem.Arguments[0]}\": it cannot go.");
        if (edited is null || problem.Code.Length == 0)
            return new("", problem.Code, [.. problem.Arguments.Prepend(problem.TermId)], problem.ToString());

        // Rules name the later of two terms; for the editor it is always the other one that had the word first.
        bool isTaken = problem.Code is TaxonomyRules.WordTaken or TaxonomyRules.ValueTaken;
        if (isTaken)
        {
            string word = AsWritten(problem.Arguments[0], edited);
            string owner = problem.TermId == edited.Id ? problem.Arguments[1] : problem.TermId;
            return new(FieldOf(problem.Code, word, edited), problem.Code, [word, owner], $"\"{word}\" already means \"{owner}\".");
        }

        return new(FieldOf(problem.Code, "", edited), problem.Code, problem.Arguments, problem.Message);
    }

    private static string FieldOf(string code, string word, Term term) => code switch
    {
        TaxonomyRules.TermTwice => TermField.Id,
        TaxonomyRules.ParentMissing or TaxonomyRules.ParentKind or TaxonomyRules.TermCircle => TermField.Parent,
        TaxonomyRules.ImpliesMissing or TaxonomyRules.ImpliesOwnKind => TermField.Implies,
        TaxonomyRules.ContextMissing or TaxonomyRules.AmbiguousContext => TermField.Context,
        TaxonomyRules.ValueTaken => Has(term.Dicom, word) ? TermField.Dicom : TermField.Values,
        TaxonomyRules.WordTaken => FieldOfWord(word, term),
        _ => "",
    };

    private static string FieldOfWord(string word, Term term) =>
        Has([term.Name.En], word) ? TermField.NameEn
        : Has([term.Name.Ru], word) ? TermField.NameRu
        : Has(term.Synonyms.En, word) ? TermField.SynonymsEn
        : Has(term.Synonyms.Ru, word) ? TermField.SynonymsRu
        : Has(term.Abbreviations.En, word) ? TermField.AbbreviationsEn
        : Has(term.Abbreviations.Ru, word) ? TermField.AbbreviationsRu
        : "";

    // The rule may quote the other term's spelling.
    private static string AsWritten(string word, Term term) =>
        new[] { term.Name.En, term.Name.Ru }.Concat(term.Synonyms.All).Concat(term.Abbreviations.All).Concat(term.Dicom).Concat(term.Values)
            .FirstOrDefault(other => WordKey.Of(other) == WordKey.Of(word)) ?? word;

    private static bool Has(IReadOnlyList<string> words, string word) => words.Any(other => WordKey.Of(other) == WordKey.Of(word));
}
