using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>The form in which words of questions and of the taxonomy are compared: stemmed, British spelling as American.</summary>
internal static class TermKey
{
    // «лёгкий способ» is easy and no lung: these forms only the adjective has, though their stem is that of «лёгкое». The grades of a disease are no grading.
    private static readonly string[] OtherWords = ["grade", "grades", "graded", "легкий", "легкая", "легкую", "легкой", "легкою", "легко", "легче", "легка"];

    public static string Of(string folded) => IsOtherWord(folded) ? folded : WordForm.StemOf(American(folded));

    /// <summary>Whether a form belongs to another word than the name of the taxonomy whose stem it has.</summary>
    public static bool IsOtherWord(string folded) => OtherWords.Contains(folded);

    /// <summary>haemorrhage → hemorrhage, oedema → edema, tumour → tumor, localisation → localization; other words as they are.</summary>
    private static string American(string folded)
    {
        if (folded.Length < 5 || folded[0] > 'z') return folded;
        string word = folded.Replace("aem", "em", StringComparison.Ordinal).Replace("oed", "ed", StringComparison.Ordinal)
            .Replace("oes", "es", StringComparison.Ordinal).Replace("chaem", "chem", StringComparison.Ordinal).Replace("foet", "fet", StringComparison.Ordinal)
            .Replace("isation", "ization", StringComparison.Ordinal);
        if (word.EndsWith("our", StringComparison.Ordinal) || word.EndsWith("ours", StringComparison.Ordinal)) word = word.Replace("our", "or", StringComparison.Ordinal);
        return word;
    }
}
