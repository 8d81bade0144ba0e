using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Index;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>Turns a dataset's entry into an index record: its texts, and every term that it states, implies or mentions.</summary>
internal sealed class CatalogRecords(QueryUnderstanding understanding)
{
    // Signs that no word has: a term in any way, a term that the card states, a sense of ordinary words.
    private const char AnyMark = '\u0001';
    private const char StatedMark = '\u0002';
    private const char SenseMark = '\u0003';

    /// <summary>The whole term for a taxonomy id that a dataset states, implies or mentions.</summary>
    public static string Any(string id) => AnyMark + id;

    /// <summary>The whole term for a taxonomy id that a dataset's card states.</summary>
    public static string Stated(string id) => StatedMark + id;

    /// <summary>The whole term for a sense that a dataset's texts have in either language.</summary>
    public static string Sense(string name) => SenseMark + name;

    public IndexRecord Of(IndexEntry entry)
    {
        TaxonomyModel taxonomy = understanding.Taxonomy;
        string[] stated = [.. entry.Modalities.Concat(entry.Areas).Concat(entry.Pathologies).Concat(entry.Tasks).Where(id => taxonomy.Find(id) is not null)];
        List<(string, int)> terms = [];
        foreach (string id in stated.SelectMany(id => WithWider(taxonomy, id)).Distinct(StringComparer.Ordinal))
        {
            terms.Add((Any(id), CatalogField.Labels));
            terms.Add((Stated(id), CatalogField.Labels));
        }

        foreach (string id in stated.SelectMany(taxonomy.Implied).SelectMany(t => WithWider(taxonomy, t.Id)).Distinct(StringComparer.Ordinal)) terms.Add((Any(id), CatalogField.Rest));
        AddMentions(terms, entry, stated, [entry.Title.En, entry.Title.Ru], CatalogField.Title);
        AddMentions(terms, entry, stated, [string.Join(", ", entry.Labels), string.Join(", ", entry.Tags)], CatalogField.Labels);
        AddMentions(terms, entry, stated, [entry.Description.En, entry.Description.Ru], CatalogField.Description);
        return new IndexRecord(entry.Slug, Texts(entry))
        {
            Terms = terms,
            Facets = CatalogFacets.Of(entry, taxonomy),
            Measures = CatalogMeasures.Of(entry),
            Prior = Completeness(entry),
            Payload = entry,
        };
    }

    private static string[] Texts(IndexEntry entry) =>
    [
        Both(entry.Title.En, entry.Title.Ru == entry.Title.En ? "" : entry.Title.Ru) + "\n" + entry.Slug,
        string.Join('\n', entry.Labels.Concat(entry.Tags).Concat(entry.Formats).Append(entry.Provider)),
        Both(entry.Description.En, entry.Description.Ru),
        entry.Citation ?? "",
    ];

    private static string Both(string en, string ru) => en.Length == 0 ? ru : ru.Length == 0 ? en : en + "\n" + ru;

    private static IEnumerable<string> WithWider(TaxonomyModel taxonomy, string id) => taxonomy.Ancestors(id).Select(a => a.Id).Prepend(id);

    /// <summary>Terms and senses of the texts. A text may compare with another modality; where the card states modalities, only those count.</summary>
    private void AddMentions(List<(string, int)> terms, IndexEntry entry, string[] stated, IEnumerable<string> texts, int field)
    {
        TaxonomyModel taxonomy = understanding.Taxonomy;
        foreach (string text in texts.Where(t => t.Length > 0))
        {
            TextReading reading = understanding.Read(text, stated);
            terms.AddRange(reading.Senses.Select(m => (Sense(m.Id), field)));
            foreach (string id in reading.Terms.Select(m => m.Id))
            {
                bool another = taxonomy.Find(id)!.Kind == TermKind.Modality && entry.Modalities.Count > 0
                    && !entry.Modalities.Any(m => taxonomy.IsWithin(m, id) || taxonomy.IsWithin(id, m));
                if (another) continue;
                foreach (string wider in WithWider(taxonomy, id)) terms.Add((Any(wider), field));
            }
        }
    }

    /// <summary>Part of the things one wants to know of a dataset that its card tells.</summary>
    private static float Completeness(IndexEntry entry)
    {
        ReadOnlySpan<bool> told =
        [
            entry.Title.En.Length > 0, entry.Title.Ru.Length > 0, entry.Description.En.Length > 0, entry.Description.Ru.Length > 0,
            entry.Modalities.Count > 0, entry.Areas.Count > 0, entry.Tasks.Count > 0, entry.Labels.Count > 0, entry.Formats.Count > 0,
            entry.LicenceClass != default, entry.Access != default, entry.Year is not null, entry.Images is not null, entry.Patients is not null,
            entry.SizeBytes is not null, entry.IsInspected,
        ];
        return (float)told.Count(true) / told.Length;
    }
}
