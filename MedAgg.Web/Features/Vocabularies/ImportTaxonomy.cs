using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Vocabularies;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>
/// Takes vocabularies from YAML files, all or nothing, and tells every node. A file is its whole vocabulary: terms that it does not list are switched off; kinds
/// without a file stay. Only what differs from the shipped files is stored.
/// </summary>
public sealed class ImportTaxonomy(IDbContextFactory<MedAggContext> contexts, CurrentTaxonomy current, IChangeFeed changes, TimeProvider clock)
{
    private const string Imported = "taxonomy.imported";
    private const int ToldTerms = 100;
    private static readonly Refusal NotAdministrator = new("ADMINISTRATOR_REQUIRED", "Only an administrator may change the taxonomy.");
    private static readonly Refusal Overtaken = new("VOCABULARY_CHANGED", "Somebody else changed the taxonomy at the same moment; try again.");

    /// <param name="actor">An administrator.</param>
    /// <param name="files">Names, for what is told of problems, and texts.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<ImportedTaxonomy> RunAsync(Actor actor, IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsAdministrator)
            return new(0, [], NotAdministrator);
        (IReadOnlyList<TermSource> read, IReadOnlyList<TaxonomyProblem> problems) = TaxonomyLoader.ReadTerms(files);
        if (problems.Count > 0)
            return new(0, problems);

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<VocabularyTerm> rows = await context.VocabularyTerms.ToListAsync(cancellationToken);
        IReadOnlyList<TermSource> before = TaxonomyOverrides.Combine(current.Shipped, StoredTaxonomy.OverridesOf(rows));
        HashSet<TermKind> kinds = [.. read.Select(source => source.Term.Kind)];
        List<TermSource> after = [.. before.Where(source => !kinds.Contains(source.Term.Kind)), .. read]; // what the files double is told at their lines
        problems = TaxonomyRules.Check(after);
        if (problems.Count > 0)
            return new(0, problems);

        string[] changed = Differences(before, after);
        if (changed.Length == 0)
            return new(0, []);
        foreach (string id in changed)
            Store(context, id, after.Find(source => source.Term.Id == id)?.Term, rows.Find(row => row.Key == id));
        context.AuditEvents.Add(new()
        {
            At = clock.GetUtcNow(),
            ActorId = actor.UserId,
            Action = Imported,
            SubjectKind = ChangeKind.Vocabulary,
            SubjectId = "*",
            DetailJson = JsonSerializer.Serialize(new { terms = changed.Take(ToldTerms), count = changed.Length }),
        });
        if (!await TrySaveAsync(context, cancellationToken))
            return new(0, [], Overtaken);
        await changes.PublishAsync(new(ChangeKind.Vocabulary, "*"), cancellationToken);
        return new(changed.Length, []);
    }

    private static string[] Differences(IReadOnlyList<TermSource> before, List<TermSource> after)
    {
        Dictionary<string, string> old = before.ToDictionary(source => source.Term.Id, source => TermJson.Write(source.Term));
        Dictionary<string, string> young = after.ToDictionary(source => source.Term.Id, source => TermJson.Write(source.Term));
        return [.. old.Keys.Union(young.Keys).Where(id => old.GetValueOrDefault(id) != young.GetValueOrDefault(id)).Order(StringComparer.Ordinal)];
    }

    private void Store(MedAggContext context, string id, Term? wanted, VocabularyTerm? row)
    {
        Term? shipped = current.Shipped.Find(id);
        bool isShipped = wanted is null ? shipped is null : shipped is not null && TermJson.Write(wanted) == TermJson.Write(shipped);
        Term? kept = wanted ?? shipped;
        if (isShipped || kept is null)
        {
            if (row is not null)
                context.VocabularyTerms.Remove(row);
        }
        else if (row is not null)
        {
            row.Put(kept, wanted is not null, clock.GetUtcNow());
        }
        else
        {
            context.VocabularyTerms.Add(new(kept, wanted is not null, clock.GetUtcNow()));
        }
    }

    private static async Task<bool> TrySaveAsync(MedAggContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }
}
