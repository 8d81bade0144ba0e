using System.Text.Json;
using MedAgg.Domain.Audit;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Reads vocabularies and their journal.</summary>
public sealed class VocabularyQueries(IDbContextFactory<MedAggContext> contexts, CurrentTaxonomy taxonomy)
{
    /// <summary>All terms of a kind, those that are switched off too, by name in the reader's language.</summary>
    public async Task<IReadOnlyList<TermRow>> ListAsync(TermKind kind, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        Dictionary<string, TermState> states = StoredTaxonomy.OverridesOf(await context.VocabularyTerms.AsNoTracking().Where(row => row.Kind == kind).OrderBy(row => row.Id).ToListAsync(cancellationToken))
            .ToDictionary(o => o.Term.Id, o => new TermState(o.Term, o.IsActive));
        Dictionary<string, int> used = await UsedAsync(context, kind, cancellationToken);
        IEnumerable<Term> shipped = taxonomy.Shipped.OfKind(kind);
        IEnumerable<Term> added = states.Values.Select(state => state.Term).Where(term => taxonomy.Shipped.Find(term.Id) is null);
        return [.. shipped.Concat(added).Select(term => ToRow(term, states.GetValueOrDefault(term.Id), used.GetValueOrDefault(term.Id)))];
    }

    /// <summary>Changes of all vocabularies, the last first.</summary>
    /// <param name="id">Only those of one term.</param>
    public async Task<IReadOnlyList<JournalRow>> JournalAsync(string? id, int skip, int take, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var events = await context.AuditEvents.AsNoTracking()
            .Where(e => e.SubjectKind == ChangeKind.Vocabulary && (id == null || e.SubjectId == id))
            .OrderByDescending(e => e.Id).Skip(skip).Take(take)
            .Select(e => new
            {
                Event = e,
                Actor = context.Users.Where(user => user.Id == e.ActorId).OrderBy(user => user.Id).Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName).FirstOrDefault(),
                IsLast = !context.AuditEvents.Any(later => later.SubjectKind == ChangeKind.Vocabulary && later.SubjectId == e.SubjectId && later.Id > e.Id),
            })
            .ToListAsync(cancellationToken);
        return [.. events.Select(e => ToJournal(e.Event, e.Actor, e.IsLast))];
    }

    public async Task<int> CountJournalAsync(string? id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AuditEvents.CountAsync(e => e.SubjectKind == ChangeKind.Vocabulary && (id == null || e.SubjectId == id), cancellationToken);
    }

    private static async Task<Dictionary<string, int>> UsedAsync(MedAggContext context, TermKind kind, CancellationToken cancellationToken)
    {
        IQueryable<List<string>> lists = kind switch
        {
            TermKind.Modality => context.Datasets.Select(dataset => dataset.Modalities),
            TermKind.Area => context.Datasets.Select(dataset => dataset.Areas),
            TermKind.Pathology => context.Datasets.Select(dataset => dataset.Pathologies),
            _ => context.Datasets.Select(dataset => dataset.Tasks),
        };
        return (await lists.ToListAsync(cancellationToken)).SelectMany(ids => ids.Distinct()).GroupBy(id => id).ToDictionary(ids => ids.Key, ids => ids.Count());
    }

    private TermRow ToRow(Term term, TermState? state, int used)
    {
        bool isShipped = taxonomy.Shipped.Find(term.Id) is not null;
        TermStanding standing = state switch
        {
            null => TermStanding.Shipped,
            { IsActive: false } => TermStanding.SwitchedOff,
            _ => isShipped ? TermStanding.Changed : TermStanding.Added,
        };
        return new(state?.Term ?? term, state, standing, used);
    }

    private JournalRow ToJournal(AuditEvent happened, string? actor, bool isLast)
    {
        using JsonDocument? details = happened.DetailJson is null ? null : JsonDocument.Parse(happened.DetailJson);
        TermState? before = State(details, "before");
        TermState? after = State(details, "after");
        Term? shipped = taxonomy.Shipped.Find(happened.SubjectId);
        Term? old = before?.Term ?? shipped;
        Term? now = after?.Term ?? shipped;
        List<FieldChange> fields = old is null || now is null ? [] :
            [.. TermField.All.Select(field => new FieldChange(field, TermDraft.Text(old, field), TermDraft.Text(now, field))).Where(change => change.Before != change.After)];
        return new(happened.Id, happened.At, actor, happened.Action, happened.SubjectId, (now ?? old)?.Kind, (now ?? old)?.Name, fields, isLast);
    }

    private static TermState? State(JsonDocument? details, string key) =>
        details is not null && details.RootElement.TryGetProperty(key, out JsonElement element) ? TermState.Read(element) : null;
}
