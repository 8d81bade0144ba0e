using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>A term as the form holds it: every field a text, lists parted by semicolons or lines.</summary>
public sealed class TermDraft
{
    /// <summary>Longest name, word or code.</summary>
    public const int MaxWord = 200;

    /// <summary>Longest id: the store keeps no more.</summary>
    public const int MaxId = 60;

    private const int MaxWords = 300;
    private static readonly char[] Separators = [';', '\n', '\r'];
    private static readonly char[] IdSeparators = [';', ',', ' ', '\n', '\r', '\t'];

    private readonly Dictionary<string, string> _fields;

    private TermDraft(TermKind kind, string id, Dictionary<string, string> fields)
    {
        Kind = kind;
        Id = id;
        _fields = fields;
    }

    public TermKind Kind { get; }

    public string Id { get; set; }

    /// <summary>The text of a field of <see cref="TermField"/>.</summary>
    public string this[string field]
    {
        get => _fields.GetValueOrDefault(field, "");
        set => _fields[field] = value;
    }

    public static TermDraft New(TermKind kind) => new(kind, "", []);

    public static TermDraft Of(Term term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return new(term.Kind, term.Id, TermField.All.ToDictionary(field => field, field => Text(term, field)));
    }

    /// <summary>A field of a term as text.</summary>
    public static string Text(Term term, string field)
    {
        ArgumentNullException.ThrowIfNull(term);
        return field switch
        {
            TermField.NameEn => term.Name.En,
            TermField.NameRu => term.Name.Ru,
            TermField.BadgeEn => term.Badge?.En ?? "",
            TermField.BadgeRu => term.Badge?.Ru ?? "",
            TermField.SynonymsEn => Joined(term.Synonyms.En),
            TermField.SynonymsRu => Joined(term.Synonyms.Ru),
            TermField.AbbreviationsEn => Joined(term.Abbreviations.En),
            TermField.AbbreviationsRu => Joined(term.Abbreviations.Ru),
            TermField.AmbiguousEn => Joined(term.Ambiguous.En),
            TermField.AmbiguousRu => Joined(term.Ambiguous.Ru),
            TermField.Context => Joined(term.Context),
            TermField.Parent => term.Parent ?? "",
            TermField.Implies => Joined(term.Implies),
            TermField.Dicom => Joined(term.Dicom),
            TermField.Values => Joined(term.Values),
            TermField.Icd10 => term.Icd10 ?? "",
            TermField.Mesh => term.Mesh ?? "",
            _ => "",
        };
    }

    /// <summary>The term that the form says, whether it may be so or not.</summary>
    public Term ToTerm() => new()
    {
        Id = Id.Trim(),
        Kind = Kind,
        Name = new(One(TermField.NameEn) ?? "", One(TermField.NameRu) ?? ""),
        Badge = (One(TermField.BadgeEn), One(TermField.BadgeRu)) switch
        {
            (null, null) => null,
            var (en, ru) => new(en ?? ru!, ru ?? en!),
        },
        Synonyms = new(Words(TermField.SynonymsEn), Words(TermField.SynonymsRu)),
        Abbreviations = new(Words(TermField.AbbreviationsEn), Words(TermField.AbbreviationsRu)),
        Ambiguous = new(Words(TermField.AmbiguousEn), Words(TermField.AmbiguousRu)),
        Context = Ids(TermField.Context),
        Parent = One(TermField.Parent),
        Implies = Ids(TermField.Implies),
        Dicom = Words(TermField.Dicom),
        Values = Words(TermField.Values),
        Icd10 = One(TermField.Icd10),
        Mesh = One(TermField.Mesh),
    };

    /// <summary>What is wrong with a term by itself.</summary>
    public static IReadOnlyList<TermFault> Check(Term term)
    {
        ArgumentNullException.ThrowIfNull(term);
        List<TermFault> faults = [];
        if (term.Id.Length is 0 or > MaxId || !term.Id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
            faults.Add(new(TermField.Id, VocabularyCodes.IdWrong, [$"{MaxId}"], $"An id is 1 to {MaxId} lower-case letters, digits and underscores."));
        if (term.Name.En.Length == 0)
            faults.Add(new(TermField.NameEn, VocabularyCodes.NameMissing, [], "A term needs a name in English."));
        if (term.Name.Ru.Length == 0)
            faults.Add(new(TermField.NameRu, VocabularyCodes.NameMissing, [], "A term needs a name in Russian."));
        foreach (string field in TermField.All.Where(field => Split(Text(term, field), Separators) is var words && (words.Count > MaxWords || words.Any(word => word.Length > MaxWord))))
            faults.Add(new(field, VocabularyCodes.WordTooLong, [$"{MaxWord}", $"{MaxWords}"], $"A word has at most {MaxWord} characters, a list at most {MaxWords} words."));
        return faults;
    }

    private string? One(string field) => this[field].Trim() is { Length: > 0 } text ? text : null;

    private List<string> Words(string field) => Split(this[field], Separators);

    private List<string> Ids(string field) => Split(this[field], IdSeparators);

    private static List<string> Split(string text, char[] separators) =>
        [.. text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static string Joined(IReadOnlyList<string> words) => string.Join("; ", words);
}
