using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Vocabularies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedAgg.Web.Tests.Features.Vocabularies;

public sealed class TaxonomyChangeTests : IAsyncLifetime
{
    private readonly List<Change> _told = [];
    private TestDatabase? _database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TaxonomyModel Shipped => TaxonomyLoader.LoadShipped();

    private TaxonomyQueries Queries => new(_database!.Contexts);

    private ChangeTaxonomy Change => new(_database!.Contexts, new Told(_told), TimeProvider.System);

    private ImportTaxonomy Import => new(Queries, Change);

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(Token);

    public async ValueTask DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task A_changed_term_is_in_use_and_every_node_is_told()
    {
        Term ct = Shipped.Find("ct")!;
        ChangedTaxonomy changed = await Change.RunAsync(Actor.Terminal, TaxonomyChange.Of(ct with { Synonyms = new(ct.Synonyms.En, [.. ct.Synonyms.Ru, "просвечивание"]) }), Token);

        Assert.Equal((1, true), (changed.Changed, changed.IsDone));
        Assert.Contains("просвечивание", (await Queries.ReadAsync(Token)).Require().Find("ct")!.Synonyms.Ru);
        Assert.Equal([new Change(ChangeKind.Vocabulary, "*")], _told);
        Assert.Equal(0, (await Change.RunAsync(Actor.Terminal, TaxonomyChange.Of((await Queries.ReadAsync(Token)).Require().Find("ct")!), Token)).Changed);

        Assert.Equal(1, (await Change.RunAsync(Actor.Terminal, new() { Restored = ["ct"] }, Token)).Changed);
        Assert.Empty(await Queries.RowsAsync(Token));
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task A_term_is_added_and_one_is_taken_out()
    {
        Term elbow = new() { Id = "elbow_test", Kind = TermKind.Area, Name = new("Elbow of a test", "Локоть из теста") };
        Assert.True((await Change.RunAsync(Actor.Terminal, new() { Put = [new(elbow, "form", 0)], Removed = ["vqa"] }, Token)).IsDone);

        TaxonomyModel model = (await Queries.ReadAsync(Token)).Require();
        Assert.NotNull(model.Find("elbow_test"));
        Assert.Null(model.Find("vqa"));
        TaxonomyInUse inUse = new(Queries, NullLogger<TaxonomyInUse>.Instance);
        Assert.NotNull(inUse.Model.Find("vqa"));
        await inUse.RefreshAsync(Token);
        Assert.Null(inUse.Model.Find("vqa"));

        Assert.Equal(2, (await Change.RunAsync(Actor.Terminal, new() { Removed = ["elbow_test"], Restored = ["vqa"] }, Token)).Changed);
        Assert.Empty(await Queries.RowsAsync(Token));
    }

    [Fact]
    public async Task What_would_not_hold_is_refused_whole()
    {
        Term orphan = new() { Id = "orphan", Kind = TermKind.Area, Name = new("Orphan", "Сирота"), Parent = "nowhere" };
        Term twin = new() { Id = "twin", Kind = TermKind.Modality, Name = new("CT scan", "Двойник") };
        Term sound = new() { Id = "sound", Kind = TermKind.Area, Name = new("Sound", "Здравый") };

        ChangedTaxonomy changed = await Change.RunAsync(Actor.Terminal, new() { Put = [new(sound, "a.yaml", 1), new(orphan, "a.yaml", 7), new(twin, "b.yaml", 9)] }, Token);

        Assert.False(changed.IsDone);
        Assert.Contains(changed.Problems, problem => problem is { File: "a.yaml", Line: 7 } && problem.Message.Contains("orphan", StringComparison.Ordinal));
        Assert.Contains(changed.Problems, problem => problem is { File: "b.yaml", Line: 9 } && problem.Message.Contains("already means", StringComparison.Ordinal));
        Assert.Empty(await Queries.RowsAsync(Token));
        Assert.Empty(_told);
        Assert.NotEmpty((await Change.RunAsync(Actor.Terminal, new() { Removed = ["chest"] }, Token)).Problems); // the lung lies below it
    }

    [Fact]
    public async Task Only_administrators_change_it()
    {
        ChangedTaxonomy changed = await Change.RunAsync(new Actor { UserId = Guid.NewGuid() }, new() { Removed = ["vqa"] }, Token);

        Assert.Equal("ADMINISTRATOR_REQUIRED", changed.Refusal?.Code);
        Assert.Empty(await Queries.RowsAsync(Token));
    }

    [Fact]
    public async Task Files_go_out_and_come_in_again()
    {
        Assert.Equal(0, (await Import.RunAsync(Actor.Terminal, TaxonomyWriter.Write(Shipped), Token)).Changed);

        (string name, string text) = TaxonomyWriter.Write(Shipped).Single(file => file.Name == "tasks.yaml");
        string edited = text.Replace("id: vqa", "id: vqa_two", StringComparison.Ordinal);
        Assert.Equal(2, (await Import.RunAsync(Actor.Terminal, [(name, edited)], Token)).Changed); // one out, one in

        TaxonomyModel inUse = (await Queries.ReadAsync(Token)).Require();
        Assert.Equal((false, true), (inUse.Find("vqa") is not null, inUse.Find("vqa_two") is not null));
        Assert.NotNull(inUse.Find("ct"));
        Assert.Equal(0, (await Import.RunAsync(Actor.Terminal, TaxonomyWriter.Write(inUse), Token)).Changed);
        await using MedAggContext context = await _database!.OpenAsync(Token);
        Assert.Equal("taxonomy.changed", (await context.AuditEvents.SingleAsync(Token)).Action);

        ChangedTaxonomy broken = await Import.RunAsync(Actor.Terminal, [("tasks.yaml", "kind: task\nterms:\n  - id: x\n    colour: red\n")], Token);
        Assert.Contains(broken.Problems, problem => problem is { File: "tasks.yaml", Line: 4 });
    }

    private sealed class Told(List<Change> told) : IChangeFeed
    {
        public Task PublishAsync(Change change, CancellationToken cancellationToken)
        {
            told.Add(change);
            return Task.CompletedTask;
        }

        public IDisposable Subscribe(Func<Change, Task> handler) => throw new NotSupportedException();
    }
}
