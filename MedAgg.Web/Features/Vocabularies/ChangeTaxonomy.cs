using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Vocabularies;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Changes the taxonomy in use, all or nothing, and tells every node. Only what differs from the shipped files is stored.</summary>
public sealed class ChangeTaxonomy(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock)
{
    private const string Changed = "taxonomy.changed";
    private static readonly Refusal NotAdministrator = new("ADMINISTRATOR_REQUIRED", "Only an administrator may change the taxonomy.");
    private static readonly Refusal Overtaken = new("VOCABULARY_CHANGED", "Somebody else changed the taxonomy at the same moment; read it again.");

    public async Task<ChangedTaxonomy> RunAsync(Actor actor, TaxonomyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(change);
        if (!actor.IsAdministrator)
            return new(0, [], NotAdministrator);

        TaxonomyModel shipped = TaxonomyLoader.LoadShipped();
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<VocabularyTerm> rows = await context.VocabularyTerms.ToListAsync(cancellationToken);
        IReadOnlyList<Term> before = TaxonomyOverrides.Apply(shipped, rows);
        List<TermSource> after = After(shipped, before, change);
        IReadOnlyList<TaxonomyProblem> problems = TaxonomyRules.Check(after);
        if (problems.Count > 0)
            return new(0, problems);

        string[] changed = Differences(before, after);
        if (changed.Length == 0)
            return new(0, []);
        await AddVocabulariesAsync(context, cancellationToken);
        foreach (string id in changed)
            Store(context, shipped.Find(id), after.Find(source => source.Term.Id == id)?.Term, rows.Find(row => row.Key == id));
        context.AuditEvents.Add(new()
        {
            At = clock.GetUtcNow(),
            ActorId = actor.UserId,
            Action = Changed,
            SubjectKind = ChangeKind.Vocabulary,
            SubjectId = changed.Length == 1 ? changed[0] : "*",
            DetailJson = JsonSerializer.Serialize(new { terms = changed.Take(100), count = changed.Length }),
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return new(0, [], Overtaken);
        }

        await changes.PublishAsync(new(ChangeKind.Vocabulary, "*"), cancellationToken);
        return new(changed.Length, []);
    }

    private static List<TermSource> After(TaxonomyModel shipped, IReadOnlyList<Term> before, TaxonomyChange change)
    {
        ILookup<string, TermSource> put = change.Put.ToLookup(source => source.Term.Id, StringComparer.Ordinal);
        HashSet<string> known = [.. before.Select(term => term.Id)];
        List<TermSource> after = [];
        foreach (Term term in before.Where(term => !change.Removed.Contains(term.Id)))
        {
            if (put.Contains(term.Id))
                after.AddRange(put[term.Id]); // twice is a double that the rules find
            else if (!change.Restored.Contains(term.Id))
                after.Add(Unchanged(term));
            else if (shipped.Find(term.Id) is { } original)
                after.Add(Unchanged(original));
        }

        after.AddRange(change.Put.Where(source => !known.Contains(source.Term.Id)));
        after.AddRange(change.Restored.Where(id => !known.Contains(id)).Select(shipped.Find).OfType<Term>().Select(Unchanged));
        return after;
    }

    private static TermSource Unchanged(Term term) => new(term, TaxonomyQueries.InUse, 0);

    private static string[] Differences(IReadOnlyList<Term> before, List<TermSource> after)
    {
        Dictionary<string, string> old = before.ToDictionary(term => term.Id, TermJson.Write);
        Dictionary<string, string> young = after.ToDictionary(source => source.Term.Id, source => TermJson.Write(source.Term));
        return [.. old.Keys.Union(young.Keys).Where(id => old.GetValueOrDefault(id) != young.GetValueOrDefault(id)).Order(StringComparer.Ordinal)];
    }

    private async Task AddVocabulariesAsync(MedAggContext context, CancellationToken cancellationToken)
    {
        string[] there = await context.Vocabularies.Select(vocabulary => vocabulary.Key).ToArrayAsync(cancellationToken);
        context.Vocabularies.AddRange(Enum.GetValues<TermKind>().Select(Key).Except(there).Select(key => new Vocabulary(key, clock.GetUtcNow())));
    }

    private void Store(MedAggContext context, Term? original, Term? wanted, VocabularyTerm? row)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool isShipped = wanted is null ? original is null : original is not null && TermJson.AreEqual(wanted, original);
        if (isShipped)
        {
            if (row is not null)
                context.VocabularyTerms.Remove(row);
            return;
        }

        Term term = wanted ?? original!;
        if (row is null)
            context.VocabularyTerms.Add(row = new(Key(term.Kind), term.Id, TermJson.Write(term), isFromFile: false, now));
        else
            row.Edit(TermJson.Write(term), now);
        if (row.IsActive != wanted is not null)
            row.SetActive(wanted is not null, now);
    }

    private static string Key(TermKind kind) => kind.ToString().ToLowerInvariant();
}
