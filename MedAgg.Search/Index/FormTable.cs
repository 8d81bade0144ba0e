namespace MedAgg.Search.Index;

/// <summary>Word forms of the records in the order of the alphabet, for the beginnings of words and for misspellings. Made when first asked for.</summary>
internal sealed class FormTable
{
    private readonly (string Form, int Term)[] _forms;

    public FormTable(Vocabulary vocabulary, int count, Func<int, bool> isUsed)
    {
        List<(string, int)> forms = new(count);
        for (int form = 0; form < count; form++)
        {
            int term = vocabulary.TermOfForm(form);
            if (term != Vocabulary.StopWord && isUsed(term)) forms.Add((vocabulary.Forms.Text(form).ToString(), term));
        }

        _forms = [.. forms];
        Array.Sort(_forms, (a, b) => string.CompareOrdinal(a.Form, b.Form));
    }

    /// <summary>Forms that begin so.</summary>
    public IEnumerable<(string Form, int Term)> WithPrefix(string prefix)
    {
        for (int i = First(prefix); i < _forms.Length && _forms[i].Form.StartsWith(prefix, StringComparison.Ordinal); i++) yield return _forms[i];
    }

    private int First(string prefix)
    {
        int low = 0;
        int high = _forms.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (string.CompareOrdinal(_forms[middle].Form, prefix) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
