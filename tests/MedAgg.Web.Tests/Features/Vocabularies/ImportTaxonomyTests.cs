using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Vocabularies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedAgg.Web.Tests.Features.Vocabularies;

public sealed class ImportTaxonomyTests : IAsyncLifetime
{
    private readonly List<Change> _told = [];
    private readonly CurrentTaxonomy _current = new(TaxonomyLoader.LoadShipped());
    private TestDatabase? _database;
    private StoredTaxonomy? _stored;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static (string Name, string Text) Tasks => TaxonomyWriter.Write(TaxonomyLoader.LoadShipped()).Single(file => file.Name == "tasks.yaml");

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Token);
        _stored = new(_database.Contexts, _current, NullLogger<StoredTaxonomy>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _stored!.Dispose();
        await _database!.DisposeAsync();
    }

    [Fact]
    public async Task Files_come_in_go_out_and_come_in_again()
    {
        Assert.Equal(0, (await ImportAsync([.. TaxonomyWriter.Write(_current.Shipped)])).Changed);
        Assert.Empty(_told);

        Assert.Equal(2, (await ImportAsync((Tasks.Name, Tasks.Text.Replace("id: vqa", "id: vqa_two", StringComparison.Ordinal)))).Changed); // one out, one in
        TaxonomyModel inUse = await ReadAsync();
        Assert.Equal((false, true, true), (inUse.Find("vqa") is not null, inUse.Find("vqa_two") is not null, inUse.Find("ct") is not null));
        Assert.Equal([new Change(ChangeKind.Vocabulary, "*")], _told);

        Assert.Equal(0, (await ImportAsync([.. TaxonomyWriter.Write(inUse)])).Changed);
        await using MedAggContext context = await _database!.OpenAsync(Token);
        Assert.Equal("taxonomy.imported", (await context.AuditEvents.SingleAsync(Token)).Action);

        Assert.Equal(2, (await ImportAsync(Tasks)).Changed);
        Assert.NotNull((await ReadAsync()).Find("vqa"));
        Assert.Empty(await context.VocabularyTerms.ToListAsync(Token)); // as shipped: nothing is to be kept
    }

    [Theory]
    [InlineData("kind: task\nterms:\n  - id: x\n    colour: red\n", 4, "\"colour\" is unknown")]
    [InlineData("kind: task\nterms:\n  - id: x\n    name: {en: CT scan, ru: Чужое}\n", 3, "already means \"ct\"")]
    [InlineData("kind: task\nterms:\n  - id: x\n    name: {en: Own, ru: Своё}\n    parent: nowhere\n", 3, "is an orphan")]
    [InlineData("kind: task\nterms:\n  - id: x\n    name: {en: Own, ru: Своё}\n  - id: x\n    name: {en: Two, ru: Два}\n", 5, "is there twice")]
    public async Task A_bad_file_changes_nothing_and_is_told_by_line(string text, int line, string says)
    {
        ImportedTaxonomy imported = await ImportAsync(("tasks.yaml", text));

        Assert.Contains(imported.Problems, problem => problem.File == "tasks.yaml" && problem.Line == line && problem.Message.Contains(says, StringComparison.Ordinal));
        await using MedAggContext context = await _database!.OpenAsync(Token);
        Assert.Empty(await context.VocabularyTerms.ToListAsync(Token));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Only_administrators_import()
    {
        ImportedTaxonomy imported = await NewImport().RunAsync(new Actor { UserId = Guid.NewGuid() }, [Tasks], Token);

        Assert.Equal("ADMINISTRATOR_REQUIRED", imported.Refusal?.Code);
    }

    private ImportTaxonomy NewImport() => new(_database!.Contexts, _current, new Told(_told), TimeProvider.System);

    private Task<ImportedTaxonomy> ImportAsync(params (string, string)[] files) => NewImport().RunAsync(Actor.Terminal, files, Token);

    private async Task<TaxonomyModel> ReadAsync()
    {
        await _stored!.ReloadAsync(Token);
        return _current.Model;
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
