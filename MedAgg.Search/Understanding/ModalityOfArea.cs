using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Understanding;

/// <summary>
/// A modality and an area that stand apart in a question and together name a narrower modality: "radiographs … of the chest" is a chest X-ray, as the
/// taxonomy says with the name "chest X-ray". Learned from the names of the taxonomy; only where the question says one area.
/// </summary>
internal sealed class ModalityOfArea
{
    private readonly Dictionary<(string Modality, string Area), Term> _narrower = [];

    public ModalityOfArea(TermPatterns patterns)
    {
        TaxonomyModel taxonomy = patterns.Taxonomy;
        foreach (Term wider in taxonomy.OfKind(TermKind.Modality))
        {
            foreach (Term narrower in taxonomy.WithDescendants(wider.Id).Where(t => t.Id != wider.Id && t.Implies.Count > 0))
            {
                HashSet<string> names = [.. TermPatterns.NamesOf(narrower).Select(n => Key(patterns.Stems(n)))];
                foreach (Term area in taxonomy.OfKind(TermKind.Area))
                {
                    bool named = TermPatterns.NamesOf(wider).Any(w => TermPatterns.NamesOf(area).Any(a => names.Contains(Key(patterns.Stems(w).Concat(patterns.Stems(a))))));
                    if (named) _narrower.TryAdd((wider.Id, area.Id), narrower);
                }
            }
        }
    }

    /// <summary>Puts the narrower modality in place of the two.</summary>
    /// <param name="slots">What the question says.</param>
    /// <param name="removed">Chips that the user took away, as <c>kind:id</c>: what was taken away does not come back.</param>
    public void Narrow(List<UnderstoodSlot> slots, IReadOnlyCollection<string>? removed)
    {
        List<UnderstoodSlot> areas = [.. slots.Where(s => s.Kind == FacetName.Area && !s.IsExcluded)];
        if (areas.Count != 1) return;

        // «рентген и КТ лёгких»: the lungs are those of the CT, too.
        List<UnderstoodSlot> modalities = [.. slots.Where(s => s.Kind == FacetName.Modality && !s.IsExcluded)];
        if (modalities.Count == 1)
        {
            UnderstoodSlot said = modalities[0];
            if (!_narrower.TryGetValue((said.Id, areas[0].Id), out Term? narrower) || removed?.Contains($"{FacetName.Modality}:{narrower.Id}") == true) return;
            slots[slots.IndexOf(said)] = said with { Id = narrower.Id, Words = $"{said.Words}, {areas[0].Words}" };
            slots.Remove(areas[0]);
        }
    }

    private static string Key(IEnumerable<string> stems) => string.Join(' ', stems.Order(StringComparer.Ordinal));
}
