using System.Collections.Frozen;

namespace MedAgg.Domain.Taxonomy;

/// <summary>The whole taxonomy, immutable, with the look-ups that inspection, search and screens need.</summary>
public sealed class TaxonomyModel
{
    private readonly FrozenDictionary<string, Term> _byId;
    private readonly FrozenDictionary<(TermKind, string), Term> _byDicom;
    private readonly FrozenDictionary<(TermKind, string), Term> _byValue;
    private readonly FrozenDictionary<string, IReadOnlyList<Term>> _ancestors;
    private readonly FrozenDictionary<string, IReadOnlyList<Term>> _children;

    /// <param name="terms">Terms that have passed <see cref="TaxonomyRules"/>: ids are unique, parents and implied ids exist, no circle.</param>
    public TaxonomyModel(IEnumerable<Term> terms)
    {
        Terms = [.. terms];
        _byId = Terms.ToFrozenDictionary(t => t.Id, StringComparer.Ordinal);
        _ancestors = Terms.ToFrozenDictionary(t => t.Id, ClimbFrom, StringComparer.Ordinal);
        _children = Terms.Where(t => t.Parent is not null).GroupBy(t => t.Parent!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<Term>)[.. g], StringComparer.Ordinal);

        Dictionary<(TermKind, string), Term> dicom = [];
        Dictionary<(TermKind, string), Term> values = [];
        foreach (Term term in Terms)
        {
            foreach (string code in term.Dicom) dicom.TryAdd((term.Kind, WordKey.Of(code)), term);
            foreach (string value in ValuesOf(term)) values.TryAdd((term.Kind, WordKey.Of(value)), term);
        }

        _byDicom = dicom.ToFrozenDictionary();
        _byValue = values.ToFrozenDictionary();
    }

    /// <summary>A taxonomy without terms.</summary>
    public static TaxonomyModel Empty { get; } = new([]);

    /// <summary>All terms in the order of the files.</summary>
    public IReadOnlyList<Term> Terms { get; }

    public IEnumerable<Term> OfKind(TermKind kind) => Terms.Where(t => t.Kind == kind);

    public Term? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The term of a DICOM value, compared without case and separators; null when nobody has mapped it.</summary>
    public Term? FindDicom(TermKind kind, string code) => _byDicom.GetValueOrDefault((kind, WordKey.Of(code)));

    /// <summary>The term of a value as some catalogue or label table writes it: an id, a DICOM value, a name, a synonym, an abbreviation. No inflection, no guessing.</summary>
    public Term? FindValue(TermKind kind, string value)
    {
        string key = WordKey.Of(value);
        return _byValue.GetValueOrDefault((kind, key)) ?? _byDicom.GetValueOrDefault((kind, key));
    }

    /// <summary>Wider terms, nearest first, without the term itself.</summary>
    public IReadOnlyList<Term> Ancestors(string id) => _ancestors.GetValueOrDefault(id) ?? [];

    public IReadOnlyList<Term> Children(string id) => _children.GetValueOrDefault(id) ?? [];

    /// <summary>The term and everything narrower.</summary>
    public IEnumerable<Term> WithDescendants(string id)
    {
        if (Find(id) is not { } term) yield break;
        Stack<Term> open = new([term]);
        while (open.TryPop(out Term? next))
        {
            yield return next;
            foreach (Term child in Children(next.Id)) open.Push(child);
        }
    }

    /// <summary>True when <paramref name="id"/> is <paramref name="wider"/> or lies below it.</summary>
    public bool IsWithin(string id, string wider) => id == wider || Ancestors(id).Any(a => a.Id == wider);

    /// <summary>Terms of other kinds that follow from this one, its own and those of its ancestors.</summary>
    public IEnumerable<Term> Implied(string id)
    {
        if (Find(id) is not { } term) return [];
        return term.Implies.Concat(Ancestors(id).SelectMany(a => a.Implies)).Distinct(StringComparer.Ordinal).Select(i => _byId[i]);
    }

    private static IEnumerable<string> ValuesOf(Term term) =>
        [term.Id, term.Name.En, term.Name.Ru, .. term.Values, .. term.Synonyms.All, .. term.Abbreviations.All];

    private IReadOnlyList<Term> ClimbFrom(Term term)
    {
        List<Term> way = [];
        for (string? parent = term.Parent; parent is not null; parent = _byId[parent].Parent) way.Add(_byId[parent]);
        return way;
    }
}
