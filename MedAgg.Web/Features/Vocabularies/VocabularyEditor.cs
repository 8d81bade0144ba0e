using System.Text.Json;
using System.Text.Json.Nodes;
using MedAgg.Domain.Audit;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Vocabularies;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>
/// Changes the taxonomy: checks the whole of it, writes the override and the audit in one transaction, and tells every node. Changes come one
/// after another, since two that are right alone may be wrong together.
/// </summary>
public sealed class VocabularyEditor(IDbContextFactory<MedAggContext> contexts, CurrentTaxonomy taxonomy, StoredTaxonomy stored, IChangeFeed feed, TimeProvider clock)
{
    public const string Changed = "vocabulary.changed";
    public const string Added = "vocabulary.added";
    public const string SwitchedOff = "vocabulary.switched_off";
    public const string SwitchedOn = "vocabulary.switched_on";
    public const string Reverted = "vocabulary.reverted";
    public const string Imported = "vocabulary.imported";
    public const string Undone = "vocabulary.undone";

    // Any number, the same on every node.
    private const long OneAtATime = 0x4d41_5441_584f;

    /// <summary>Saves a term, new or known.</summary>
    /// <param name="before">The state that was edited; null for a term without a row.</param>
    public Task<EditOutcome> SaveAsync(Actor actor, Term term, TermState? before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (TermDraft.Check(term) is { Count: > 0 } faults)
            return Task.FromResult(new EditOutcome([], faults));
        bool isNew = taxonomy.Shipped.Find(term.Id) is null && before is null;
        return RunAsync(actor, isNew ? Added : Changed, [new(term.Id, new(term, before?.IsActive ?? true), before)], cancellationToken);
    }

    /// <summary>Switches a term off or on.</summary>
    public Task<EditOutcome> SwitchAsync(Actor actor, Term term, bool isActive, TermState? before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(term);
        return RunAsync(actor, isActive ? SwitchedOn : SwitchedOff, [new(term.Id, new(term, isActive), before)], cancellationToken);
    }

    /// <summary>Takes a shipped term as it is shipped; an added term goes.</summary>
    public Task<EditOutcome> RevertAsync(Actor actor, string id, TermState? before, CancellationToken cancellationToken) =>
        RunAsync(actor, Reverted, [new(id, null, before)], cancellationToken);

    /// <summary>Puts the state back that was there before a change, unless the term was changed again since.</summary>
    public async Task<EditOutcome> UndoAsync(Actor actor, long eventId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        AuditEvent? happened = await context.AuditEvents.AsNoTracking().SingleOrDefaultAsync(e => e.Id == eventId && e.SubjectKind == ChangeKind.Vocabulary, cancellationToken);
        if (happened?.DetailJson is null)
            return EditOutcome.Refused(VocabularyCodes.TermUnknown, $"There is no change {eventId}.", $"{eventId}");
        using var details = JsonDocument.Parse(happened.DetailJson);
        EditOutcome outcome = await RunAsync(actor, Undone, [new(happened.SubjectId, State(details, "before"), State(details, "after"))], cancellationToken);
        return outcome.Faults is [{ Code: VocabularyCodes.ChangedMeanwhile }]
            ? EditOutcome.Refused(VocabularyCodes.ChangedSince, $"\"{happened.SubjectId}\" was changed again since: undo the later change first.", happened.SubjectId)
            : outcome;
    }

    /// <summary>What saving would be refused for, without saving.</summary>
    public IReadOnlyList<TermFault> Foresee(Term term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (TermDraft.Check(term) is { Count: > 0 } faults)
            return faults;
        List<TermSource> sources = [.. taxonomy.Model.Terms.Where(other => other.Id != term.Id).Select(other => new TermSource(other, TaxonomyOverrides.Place, 0)), new(term, TaxonomyOverrides.Place, 0)];
        HashSet<string> standing = [.. TaxonomyRules.Check([.. taxonomy.Model.Terms.Select(other => new TermSource(other, TaxonomyOverrides.Place, 0))]).Select(problem => problem.Message)];
        return [.. TaxonomyRules.Check(sources).Where(problem => !standing.Contains(problem.Message)).Select(problem => TermFaults.Of(problem, term))];
    }

    internal async Task<EditOutcome> RunAsync(Actor actor, string action, IReadOnlyList<TermChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsAdministrator)
            return EditOutcome.Refused(VocabularyCodes.NotAllowed, "Only administrators change vocabularies.");

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAtATime})", cancellationToken);
        Dictionary<string, VocabularyTerm> rows = await context.VocabularyTerms.ToDictionaryAsync(row => row.Key, cancellationToken);
        Dictionary<string, TermState> before = StoredTaxonomy.OverridesOf(rows.Values).ToDictionary(o => o.Term.Id, o => new TermState(o.Term, o.IsActive));
        List<TermChange> real = [.. changes.Select(Plain).Where(change => change.After?.Signature != before.GetValueOrDefault(change.Id)?.Signature)];
        if (changes.FirstOrDefault(change => !change.IsBlind && change.Before?.Signature != before.GetValueOrDefault(change.Id)?.Signature) is { } stale)
            return EditOutcome.Refused(VocabularyCodes.ChangedMeanwhile, $"Somebody changed \"{stale.Id}\" meanwhile.", stale.Id);
        if (real.Count == 0)
            return new([], []);

        Dictionary<string, TermState> after = new(before);
        foreach (TermChange change in real)
        {
            if (change.After is { } state)
                after[change.Id] = state;
            else
                after.Remove(change.Id);
        }

        IReadOnlyList<TermFault> faults = await CheckAsync(context, before, after, real, cancellationToken);
        if (faults.Count > 0)
            return new([], faults);

        foreach (TermChange change in real)
            Write(context, rows.GetValueOrDefault(change.Id), change, before.GetValueOrDefault(change.Id), actor, action);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await stored.ReloadAsync(cancellationToken); // whoever edits sees his change at once
        await feed.PublishAsync(new(ChangeKind.Vocabulary, real.Count == 1 ? real[0].Id : "*"), cancellationToken);
        return new([.. real.Select(change => change.Id)], []);
    }

    // What is as shipped needs no row.
    private TermChange Plain(TermChange change) =>
        change.After is { IsActive: true } state && taxonomy.Shipped.Find(change.Id) is { } shipped && TermJson.Write(shipped) == TermJson.Write(state.Term)
            ? change with { After = null }
            : change;

    private async Task<IReadOnlyList<TermFault>> CheckAsync(
        MedAggContext context, Dictionary<string, TermState> before, Dictionary<string, TermState> after, List<TermChange> changes, CancellationToken cancellationToken)
    {
        IReadOnlyList<TermSource> old = Combined(before);
        IReadOnlyList<TermSource> combined = Combined(after);
        HashSet<string> standing = [.. TaxonomyRules.Check(old).Select(problem => problem.Message)];
        HashSet<string> left = [.. combined.Select(source => source.Term.Id)];
        string[] gone = [.. old.Select(source => source.Term.Id).Where(id => !left.Contains(id))];
        List<TermFault> faults =
        [
            .. TaxonomyRules.Check(combined).Where(problem => !standing.Contains(problem.Message))
                .Select(problem => TermFaults.Of(problem, changes.Select(change => change.After?.Term).FirstOrDefault(term => term is not null && TermFaults.Concerns(problem, term.Id)), gone)),
        ];
        foreach (string id in gone)
        {
            int used = await context.Datasets.CountAsync(d => d.Modalities.Contains(id) || d.Areas.Contains(id) || d.Pathologies.Contains(id) || d.Tasks.Contains(id), cancellationToken);
            if (used > 0)
                faults.Add(new("", VocabularyCodes.TermUsed, [id, $"{used}"], $"{used} datasets state \"{id}\": it cannot go."));
        }

        return [.. Gathered(faults).DistinctBy(fault => fault.Message)];
    }

    // Who refers to a term that is to go is one sentence, not one a reference.
    private static IEnumerable<TermFault> Gathered(List<TermFault> faults) =>
        faults.Where(fault => fault.Code != VocabularyCodes.TermNeeded).Concat(
            from fault in faults
            where fault.Code == VocabularyCodes.TermNeeded
            group fault.Arguments[1] by fault.Arguments[0] into needed
            let others = needed.Distinct().ToList()
            select new TermFault("", VocabularyCodes.TermNeeded, [needed.Key, .. others], $"\"{needed.Key}\" cannot go: {string.Join(", ", others)} refer to it."));

    private IReadOnlyList<TermSource> Combined(Dictionary<string, TermState> states) =>
        TaxonomyOverrides.Combine(taxonomy.Shipped, [.. states.Values.Select(state => new TermOverride(state.Term, state.IsActive))]);

    private void Write(MedAggContext context, VocabularyTerm? row, TermChange change, TermState? before, Actor actor, string action)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (change.After is not { } state)
            context.VocabularyTerms.Remove(row!);
        else if (row is null)
            context.VocabularyTerms.Add(new(state.Term, state.IsActive, now));
        else
            row.Put(state.Term, state.IsActive, now);
        context.AuditEvents.Add(new()
        {
            At = now,
            ActorId = actor.UserId,
            Action = action,
            SubjectKind = ChangeKind.Vocabulary,
            SubjectId = change.Id,
            DetailJson = new JsonObject { ["before"] = before?.ToJson(), ["after"] = change.After?.ToJson() }.ToJsonString(),
        });
    }

    private static TermState? State(JsonDocument details, string key) =>
        details.RootElement.TryGetProperty(key, out JsonElement element) ? TermState.Read(element) : null;
}
