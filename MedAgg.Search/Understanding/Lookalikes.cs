using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>Abbreviations with letters of the other alphabet that look the same: «СТ» typed in Cyrillic for CT, «МRI» with a Cyrillic М.</summary>
internal static class Lookalikes
{
    private const string Latin = "abcehkmoptxy";
    private const string Cyrillic = "авсенкмортху";

    /// <summary>The word in one alphabet that a taxonomy knows as a whole name; null when there is none.</summary>
    public static QuestionToken? Of(QuestionToken token, TermPatterns patterns)
    {
        foreach ((string from, string to) in new[] { (Cyrillic, Latin), (Latin, Cyrillic) })
        {
            string turned = string.Concat(token.Folded.Select(c => from.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? to[at] : c));
            if (turned == token.Folded || WordForm.FoldOf(turned) != turned) continue;
            QuestionToken other = new(token.Text, turned, token.Place);
            if (patterns.IsName(other)) return other;
        }

        return null;
    }
}
