using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>Says why a dataset was found and what of the question it lacks.</summary>
internal static class HitExplanation
{
    public static IReadOnlyList<MatchReason> Of(IndexSnapshot snapshot, Question question, IndexHit hit, TaxonomyModel taxonomy)
    {
        List<(int Order, MatchReason Reason)> reasons = [];
        foreach (UnderstoodSlot slot in question.Said.SelectMany(k => k))
        {
            bool stated = hit.FieldsOf(snapshot, snapshot.FindTerm(CatalogRecords.Stated(slot.Id))) > 0;
            bool has = stated || hit.FieldsOf(snapshot, snapshot.FindTerm(CatalogRecords.Any(slot.Id))) > 0;
            reasons.Add((stated ? 0 : has ? 1 : 9, new MatchReason(slot.Kind, slot.Id, IsTerm: true, IsMissing: !has)));
        }

        // One implied area is a reason too, but never a lack: nobody asked for it.
        foreach (UnderstoodSlot slot in question.Understood.Slots.Where(s => s.IsImplied && taxonomy.Find(s.Id) is not null))
            if (hit.FieldsOf(snapshot, snapshot.FindTerm(CatalogRecords.Stated(slot.Id))) > 0) reasons.Add((2, new MatchReason(slot.Kind, slot.Id, IsTerm: true)));

        foreach (QuestionWord word in question.Words)
        {
            int fields = word.Terms.Concat(word.Completions).Aggregate(0, (all, term) => all | hit.FieldsOf(snapshot, term));
            reasons.Add(fields == 0
                ? (9, new MatchReason("text", word.Word.Text, IsTerm: false, IsMissing: true))
                : (3 + System.Numerics.BitOperations.TrailingZeroCount(fields), new MatchReason(CatalogField.NameOf(fields), word.Word.Text, IsTerm: false)));
        }

        foreach (string phrase in question.Understood.Phrases) reasons.Add((2, new MatchReason("text", phrase, IsTerm: false)));
        return [.. reasons.OrderBy(r => r.Order).Select(r => r.Reason)];
    }
}
