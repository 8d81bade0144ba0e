using MedAgg.Search.Analysis;

namespace MedAgg.Search.Index;

/// <summary>
/// Terms of an index and the word forms that lead to them. A form is stemmed once and looked up ever after, which is what makes
/// indexing fast; the forms also serve prefixes while somebody types.
/// </summary>
/// <param name="isPlain">Whether only those stop words are left out that other engines leave out by default.</param>
public sealed class Vocabulary(bool isPlain = false)
{
    /// <summary>What a stop word's form leads to.</summary>
    internal const int StopWord = -1;

    private readonly Lexicon _forms = new();
    private int[] _termOfForm = new int[1 << 10];

    /// <summary>Stems and whole terms.</summary>
    public Lexicon Terms { get; } = new();

    public long Bytes => Terms.Bytes + _forms.Bytes + (_termOfForm.Length * 4L);

    internal Lexicon Forms => _forms;

    /// <summary>The term of a folded word, numbered now if it is new; <see cref="StopWord"/> for a stop word. Writer only.</summary>
    /// <param name="buffer">The folded word with one spare character behind it; its content is lost.</param>
    /// <param name="length">Characters of the word.</param>
    internal int Take(Span<char> buffer, int length)
    {
        int form = _forms.Find(buffer[..length]);
        if (form >= 0) return _termOfForm[form];
        form = _forms.Count;
        if (form == _termOfForm.Length)
        {
            int[] grown = new int[form * 2];
            _termOfForm.CopyTo(grown, 0);
            Volatile.Write(ref _termOfForm, grown);
        }

        Span<char> stem = stackalloc char[WordForm.MaxLength + 1];
        buffer[..length].CopyTo(stem);
        bool stop = isPlain ? StopWords.ContainsPlain(buffer[..length]) : StopWords.Contains(buffer[..length]);
        int term = stop ? StopWord : Terms.Add(stem[..WordForm.Stem(stem, length)]);
        _termOfForm[form] = term;
        _forms.Add(buffer[..length]);
        return term;
    }

    /// <summary>The term that a known form leads to.</summary>
    internal int TermOfForm(int form) => Volatile.Read(ref _termOfForm)[form];
}
