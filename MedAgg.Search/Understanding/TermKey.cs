using System.Collections.Frozen;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>The form in which words of questions and of the taxonomy are compared: stemmed, British spelling as American.</summary>
internal static class TermKey
{
    // Words with the stem of another one. «лёгкий способ» is easy and no lung, «киста» is no hand («кисть»), the grades of a disease are no grading; these forms
    // only the first word has. Each line is one word; its first form, which is no stem, stands for all.
    private static readonly FrozenDictionary<string, string> OtherWords = Lines(
        "легкий легкая легкую легкой легкою легко легче легка",
        "киста кисты кисте кисту кистой кист кистам кистами кистах",
        "рана раны ране рану раной ран ранам ранами ранах",
        "пола пол полом",
        "grades grade graded",
        "several",
        "positions position positional",
        "digitised digitized digitising digitizing digitisation digitization");

    public static string Of(string folded) => OtherWords.GetValueOrDefault(folded) ?? WordForm.StemOf(American(folded));

    /// <summary>Whether a form belongs to another word than the name of the taxonomy whose stem it has.</summary>
    public static bool IsOtherWord(string folded) => OtherWords.ContainsKey(folded);

    private static FrozenDictionary<string, string> Lines(params string[] lines) =>
        lines.Select(l => l.Split(' ')).SelectMany(forms => forms.Select(f => (Form: f, Key: forms[0]))).ToFrozenDictionary(f => f.Form, f => f.Key, StringComparer.Ordinal);

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
