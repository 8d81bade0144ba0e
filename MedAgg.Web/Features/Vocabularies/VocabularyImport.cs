using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>
/// Takes vocabularies from YAML files. A file is the whole list of its kind: what it does not name is switched off, or goes where it was added
/// here; kinds without a file stay as they are.
/// </summary>
public sealed class VocabularyImport(IDbContextFactory<MedAggContext> contexts, CurrentTaxonomy taxonomy, VocabularyEditor editor)
{
    /// <summary>What the files would change, or what is wrong in them with file and line. Nothing is written.</summary>
    public async Task<ImportPlan> PlanAsync(IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        (IReadOnlyList<TermSource> read, IReadOnlyList<TaxonomyProblem> problems) = TaxonomyLoader.ReadTerms(files);
        if (problems.Count > 0)
            return new([], problems, []);
        HashSet<TermKind> kinds = [.. read.Select(source => source.Term.Kind)];
        IEnumerable<TermSource> others = taxonomy.Model.Terms.Where(term => !kinds.Contains(term.Kind)).Select(term => new TermSource(term, TaxonomyOverrides.Place, 0));
        problems = TaxonomyRules.Check([.. others, .. read]); // what the files double is told at their lines
        if (problems.Count > 0)
            return new([], problems, []);

        Dictionary<string, Term> wanted = read.ToDictionary(source => source.Term.Id, source => source.Term);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        Dictionary<string, TermState> before = StoredTaxonomy.OverridesOf(await context.VocabularyTerms.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(o => o.Term.Id, o => new TermState(o.Term, o.IsActive));
        List<TermChange> changes = [];
        foreach (Term term in wanted.Values)
            changes.Add(new(term.Id, IsShipped(term) ? null : new(term, true), IsBlind: true));
        foreach (Term shipped in taxonomy.Shipped.Terms.Where(term => kinds.Contains(term.Kind) && !wanted.ContainsKey(term.Id)))
            changes.Add(new(shipped.Id, new(before.GetValueOrDefault(shipped.Id)?.Term ?? shipped, false), IsBlind: true));
        foreach (Term added in before.Values.Where(state => state.IsActive).Select(state => state.Term).Where(term => kinds.Contains(term.Kind) && taxonomy.Shipped.Find(term.Id) is null && !wanted.ContainsKey(term.Id)))
            changes.Add(new(added.Id, null, IsBlind: true));
        changes.RemoveAll(change => change.After?.Signature == before.GetValueOrDefault(change.Id)?.Signature);
        return new(changes, [], [.. changes.Select(change => new PlannedChange(change.Id, NatureOf(change, before.GetValueOrDefault(change.Id))))]);
    }

    /// <summary>Does what a plan says; all of it or nothing.</summary>
    public Task<EditOutcome> RunAsync(Actor actor, ImportPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Problems.Count > 0
            ? Task.FromResult(EditOutcome.Refused("", string.Join(Environment.NewLine, plan.Problems)))
            : editor.RunAsync(actor, VocabularyEditor.Imported, plan.Changes, cancellationToken);
    }

    private bool IsShipped(Term term) => taxonomy.Shipped.Find(term.Id) is { } shipped && TermJson.Write(shipped) == TermJson.Write(term);

    private TermStanding NatureOf(TermChange change, TermState? before) =>
        change.After is { IsActive: false } ? TermStanding.SwitchedOff
        : change.After is null ? (taxonomy.Shipped.Find(change.Id) is null ? TermStanding.SwitchedOff : TermStanding.Shipped)
        : before is null && taxonomy.Shipped.Find(change.Id) is null ? TermStanding.Added
        : TermStanding.Changed;
}
