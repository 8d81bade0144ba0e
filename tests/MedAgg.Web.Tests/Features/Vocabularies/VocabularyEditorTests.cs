using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Vocabularies;
using MedAgg.Web.Tests.Features.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedAgg.Web.Tests.Features.Vocabularies;

/// <summary>Edits of the taxonomy on a real store, with the search that understands it.</summary>
public sealed class VocabularyEditorTests : IAsyncLifetime
{
    private readonly CurrentTaxonomy _taxonomy = new(TaxonomyLoader.LoadShipped());
    private readonly HeardFeed _feed = new();
    private TestDatabase _database = null!;
    private StoredTaxonomy _stored = null!;
    private VocabularyEditor _editor = null!;
    private VocabularyQueries _queries = null!;
    private VocabularyImport _import = null!;
    private Actor _administrator = Actor.Nobody;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Token);
        _stored = new(_database.Contexts, _taxonomy, NullLogger<StoredTaxonomy>.Instance);
        _editor = new(_database.Contexts, _taxonomy, _stored, _feed, TimeProvider.System);
        _queries = new(_database.Contexts, _taxonomy);
        _import = new(_database.Contexts, _taxonomy, _editor);
        _administrator = new() { UserId = await new StoredDatasets(_database).AddUserAsync("Анна"), IsAdministrator = true };
    }

    public async ValueTask DisposeAsync()
    {
        _stored.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_new_synonym_is_understood_at_once_here_and_told_to_every_node()
    {
        DatasetIndex index = new(_taxonomy.Model);
        index.Replace([new() { Slug = "lung-ct", Title = new() { En = "Lung" }, Description = new(), Modalities = ["ct"] }]);
        _taxonomy.Changed += () => index.Learn(_taxonomy.Model);
        DatasetSearch search = new(index);
        Assert.Empty(search.Search(new() { Text = "томографенция" }).Understood);

        Term ct = Shipped("ct");
        EditOutcome outcome = await _editor.SaveAsync(_administrator, ct with { Synonyms = ct.Synonyms with { Ru = [.. ct.Synonyms.Ru, "томографенция"] } }, null, Token);
        Assert.True(outcome.IsDone, string.Join(' ', outcome.Faults.Select(fault => fault.Message)));
        Assert.Equal("ct", Assert.Single(search.Search(new() { Text = "томографенции" }).Understood).Id); // inflected, too
        Assert.Equal([new Change(ChangeKind.Vocabulary, "ct")], _feed.Heard);

        // Another node reads the same from the store.
        CurrentTaxonomy other = new(TaxonomyLoader.LoadShipped());
        using StoredTaxonomy node = new(_database.Contexts, other, NullLogger<StoredTaxonomy>.Instance);
        await node.ReloadAsync(Token);
        Assert.Contains("томографенция", other.Model.Find("ct")!.Synonyms.Ru);
    }

    [Fact]
    public async Task A_word_of_another_term_is_refused_and_the_fault_names_both()
    {
        Term ct = Shipped("ct");
        Term taking = ct with { Synonyms = ct.Synonyms with { Ru = [.. ct.Synonyms.Ru, "маммография"] } };
        TermFault foreseen = Assert.Single(_editor.Foresee(taking));
        Assert.Equal((TermField.SynonymsRu, TaxonomyRules.WordTaken), (foreseen.Field, foreseen.Code));
        Assert.Equal(["маммография", "mammography"], foreseen.Arguments);

        EditOutcome outcome = await _editor.SaveAsync(_administrator, taking, null, Token);
        Assert.Equal(foreseen.Message, Assert.Single(outcome.Faults).Message);
        Assert.Empty(_feed.Heard);
        Assert.Equal(TermStanding.Shipped, (await RowAsync("ct")).Standing);
    }

    [Theory]
    [InlineData("parent", "no_such_term", TermField.Parent, TaxonomyRules.ParentMissing)]
    [InlineData("parent", "chest", TermField.Parent, TaxonomyRules.ParentKind)]
    [InlineData("parent", "ldct", TermField.Parent, TaxonomyRules.TermCircle)]
    [InlineData("implies", "no_such_term", TermField.Implies, TaxonomyRules.ImpliesMissing)]
    [InlineData("implies", "mri", TermField.Implies, TaxonomyRules.ImpliesOwnKind)]
    [InlineData("context", "no_such_term", TermField.Context, TaxonomyRules.ContextMissing)]
    [InlineData("ambiguous_en", "something", TermField.Context, TaxonomyRules.AmbiguousContext)]
    [InlineData("dicom", "MG", TermField.Dicom, TaxonomyRules.ValueTaken)]
    [InlineData("synonyms_en", "!!!", "", TaxonomyRules.WordEmpty)]
    [InlineData("name_ru", "", TermField.NameRu, VocabularyCodes.NameMissing)]
    public async Task Orphans_doubles_and_circles_are_refused_beside_their_field(string field, string value, string at, string code)
    {
        TermDraft draft = TermDraft.Of(Shipped("ct"));
        draft[field] = value;
        EditOutcome outcome = await _editor.SaveAsync(_administrator, draft.ToTerm(), null, Token);
        Assert.Contains(outcome.Faults, fault => (fault.Field, fault.Code) == (at, code));
        Assert.Empty(outcome.Changed);
    }

    [Fact]
    public async Task A_term_is_added_changed_undone_and_gone_and_the_journal_tells_it()
    {
        Term photon = new() { Id = "photon_ct", Kind = TermKind.Modality, Name = new("Photon-counting CT", "Фотонная КТ"), Parent = "ct" };
        Assert.True((await _editor.SaveAsync(_administrator, photon, null, Token)).IsDone);
        Assert.Equal(TermStanding.Added, (await RowAsync("photon_ct")).Standing);

        TermRow added = await RowAsync("photon_ct");
        Assert.True((await _editor.SaveAsync(_administrator, photon with { Dicom = ["PCCT"] }, added.State, Token)).IsDone);
        Assert.Equal("photon_ct", _taxonomy.Model.FindDicom(TermKind.Modality, "pcct")?.Id);

        IReadOnlyList<JournalRow> journal = await _queries.JournalAsync(null, 0, 10, Token);
        Assert.Equal([VocabularyEditor.Changed, VocabularyEditor.Added], journal.Select(row => row.Action));
        Assert.Equal(("Анна", true, false), (journal[0].Actor, journal[0].MayBeUndone, journal[1].MayBeUndone));
        Assert.Equal([new FieldChange(TermField.Dicom, "", "PCCT")], journal[0].Fields);

        Assert.Equal(VocabularyCodes.ChangedSince, Assert.Single((await _editor.UndoAsync(_administrator, journal[1].Id, Token)).Faults).Code);
        Assert.True((await _editor.UndoAsync(_administrator, journal[0].Id, Token)).IsDone);
        Assert.Empty(_taxonomy.Model.Find("photon_ct")!.Dicom);
        Assert.True((await _editor.RevertAsync(_administrator, "photon_ct", (await RowAsync("photon_ct")).State, Token)).IsDone);
        Assert.Null(_taxonomy.Model.Find("photon_ct"));
        Assert.DoesNotContain(await _queries.ListAsync(TermKind.Modality, Token), row => row.Term.Id == "photon_ct");
    }

    [Fact]
    public async Task Undoing_an_undoing_brings_the_change_back()
    {
        Term task = Shipped("registration");
        await _editor.SaveAsync(_administrator, task with { Icd10 = "X1" }, null, Token);
        await _editor.UndoAsync(_administrator, (await _queries.JournalAsync("registration", 0, 1, Token))[0].Id, Token);
        Assert.Null(_taxonomy.Model.Find("registration")!.Icd10);
        await _editor.UndoAsync(_administrator, (await _queries.JournalAsync("registration", 0, 1, Token))[0].Id, Token);
        Assert.Equal("X1", _taxonomy.Model.Find("registration")!.Icd10);
    }

    [Fact]
    public async Task A_term_that_is_needed_or_stated_cannot_go_and_another_can()
    {
        await new StoredDatasets(_database).AddAsync("stated"); // states ct
        EditOutcome stated = await _editor.SwitchAsync(_administrator, Shipped("ct"), isActive: false, null, Token);
        Assert.Contains(stated.Faults, fault => fault.Code == VocabularyCodes.TermUsed && fault.Arguments[1] == "1");
        Assert.Contains(stated.Faults, fault => fault.Code == VocabularyCodes.TermNeeded && fault.Arguments[0] == "ct");

        Assert.True((await _editor.SwitchAsync(_administrator, Shipped("ldct"), isActive: false, null, Token)).IsDone);
        Assert.Null(_taxonomy.Model.Find("ldct"));
        TermRow off = await RowAsync("ldct");
        Assert.Equal(TermStanding.SwitchedOff, off.Standing);
        Assert.True((await _editor.SwitchAsync(_administrator, off.Term, isActive: true, off.State, Token)).IsDone);
        Assert.Equal(TermStanding.Shipped, (await RowAsync("ldct")).Standing); // as shipped needs no row
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        Term ct = Shipped("ct");
        Assert.True((await _editor.SaveAsync(_administrator, ct with { Mesh = "mine" }, null, Token)).IsDone);
        EditOutcome late = await _editor.SaveAsync(_administrator, ct with { Mesh = "theirs" }, null, Token);
        Assert.Equal(VocabularyCodes.ChangedMeanwhile, Assert.Single(late.Faults).Code);
    }

    [Fact]
    public async Task Only_administrators_edit()
    {
        EditOutcome outcome = await _editor.SaveAsync(new() { UserId = Guid.NewGuid() }, Shipped("ct") with { Mesh = "x" }, null, Token);
        Assert.Equal(VocabularyCodes.NotAllowed, Assert.Single(outcome.Faults).Code);
    }

    [Fact]
    public async Task What_goes_out_as_yaml_comes_back_the_same()
    {
        IReadOnlyList<(string Name, string Text)> shipped = TaxonomyWriter.Write(_taxonomy.Model);
        Assert.Empty((await _import.PlanAsync(shipped, Token)).Planned);

        Term ct = Shipped("ct");
        await _editor.SaveAsync(_administrator, ct with { Synonyms = ct.Synonyms with { En = [.. ct.Synonyms.En, "tomogrammatics"] } }, null, Token);
        await _editor.SwitchAsync(_administrator, Shipped("ldct"), isActive: false, null, Token);
        await _editor.SaveAsync(_administrator, new() { Id = "thermal", Kind = TermKind.Modality, Name = new("Thermal imaging", "Тепловизия") }, null, Token);
        IReadOnlyList<(string Name, string Text)> edited = TaxonomyWriter.Write(_taxonomy.Model);
        string[] terms = [.. _taxonomy.Model.Terms.Select(TermJson.Write)];
        Assert.Empty((await _import.PlanAsync(edited, Token)).Planned);

        // Back to what was shipped, and forward again.
        ImportPlan back = await _import.PlanAsync(shipped, Token);
        Assert.Equal(["ct", "ldct", "thermal"], back.Planned.Select(change => change.Id).Order());
        Assert.True((await _import.RunAsync(_administrator, back, Token)).IsDone);
        Assert.Equal(shipped, TaxonomyWriter.Write(_taxonomy.Model));
        Assert.True((await _import.RunAsync(_administrator, await _import.PlanAsync([edited[0]], Token), Token)).IsDone);
        Assert.Equal(terms.Order(), _taxonomy.Model.Terms.Select(TermJson.Write).Order());
    }

    [Theory]
    [InlineData("kind: task\nterms:\n  - id: x\n    colour: red\n", 4, "\"colour\" is unknown")]
    [InlineData("kind: task\nterms:\n  - id: x\n    name: {en: CT scan, ru: Чужое}\n", 3, "already means \"ct\"")]
    [InlineData("kind: task\nterms:\n  - id: x\n    name: {en: Own, ru: Своё}\n    parent: nowhere\n", 3, "is an orphan")]
    [InlineData("kind: task\nterms:\n  - id: x\n    name: {en: Own, ru: Своё}\n  - id: x\n    name: {en: Two, ru: Два}\n", 5, "is there twice")]
    public async Task A_bad_file_changes_nothing_and_is_told_by_line(string text, int line, string says)
    {
        ImportPlan plan = await _import.PlanAsync([("tasks.yaml", text)], Token);
        Assert.Contains(plan.Problems, problem => problem.File == "tasks.yaml" && problem.Line == line && problem.Message.Contains(says, StringComparison.Ordinal));
        Assert.False((await _import.RunAsync(_administrator, plan, Token)).IsDone);
        Assert.Empty(_feed.Heard);
    }

    [Fact]
    public async Task A_newer_product_that_ships_an_administrators_word_is_mended_not_broken()
    {
        Term mri = Shipped("mri");
        await _editor.SaveAsync(_administrator, mri with { Synonyms = mri.Synonyms with { En = [.. mri.Synonyms.En, "quantum imaging"] } }, null, Token);
        TaxonomyModel newer = new(_taxonomy.Shipped.Terms.Select(term => term.Id == "ct" ? term with { Synonyms = term.Synonyms with { En = [.. term.Synonyms.En, "quantum imaging"] } } : term));
        CurrentTaxonomy current = new(newer);
        using StoredTaxonomy stored = new(_database.Contexts, current, NullLogger<StoredTaxonomy>.Instance);
        await stored.ReloadAsync(Token);
        Assert.Equal("mri", current.Model.FindValue(TermKind.Modality, "quantum imaging")?.Id);
        Assert.DoesNotContain("quantum imaging", current.Model.Find("ct")!.Synonyms.En);
    }

    private Term Shipped(string id) => _taxonomy.Shipped.Find(id)!;

    private async Task<TermRow> RowAsync(string id) =>
        (await _queries.ListAsync(TermKind.Modality, Token)).Single(row => row.Term.Id == id);

    private sealed class HeardFeed : IChangeFeed
    {
        public List<Change> Heard { get; } = [];

        public Task PublishAsync(Change change, CancellationToken cancellationToken)
        {
            Heard.Add(change);
            return Task.CompletedTask;
        }

        public IDisposable Subscribe(Func<Change, Task> handler) => throw new NotSupportedException();
    }
}
