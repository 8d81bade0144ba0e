using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Search;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Kit;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Everything that a search finds, as CSV or JSON: one implementation behind the page, the API and the command line.</summary>
public sealed class SearchExport(IDatasetSearch search, CatalogQueries catalogue, TimeProvider clock)
{
    private const int Batch = 200;

    private static readonly string[] Columns =
    [
        "rank", "slug", "title_en", "title_ru", "modalities", "areas", "pathologies", "tasks", "labels", "tags", "formats",
        "patients", "patients_standing", "studies", "studies_standing", "images", "images_standing", "volumes", "volumes_standing", "size_bytes", "size_standing",
        "licence_class", "licence_name", "access", "year", "provider", "source_url", "version", "inspected_at", "unverified",
    ];

    /// <summary>Cards of all matches in the order of the answer, read in batches.</summary>
    public async IAsyncEnumerable<ResultCard> CardsAsync(SearchRequest request, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> slugs = search.Slugs(request);
        foreach (string[] batch in slugs.Chunk(Batch))
        {
            foreach (ResultCard card in await catalogue.CardsAsync(batch, actor, cancellationToken))
                yield return card;
        }
    }

    /// <summary>CSV after RFC 4180: header, one line a dataset, numbers invariant, lists parted by <c>; </c>, texts that a spreadsheet would run made harmless.</summary>
    /// <param name="separator">Comma, or the semicolon of a Russian Excel.</param>
    public async Task WriteCsvAsync(TextWriter writer, SearchRequest request, Actor actor, char separator, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        await writer.WriteAsync(CsvText.Line(separator, [.. Columns]).AsMemory(), cancellationToken);
        int rank = 0;
        await foreach (ResultCard card in CardsAsync(request, actor, cancellationToken))
            await writer.WriteAsync(CsvText.Line(separator, Cells(++rank, card)).AsMemory(), cancellationToken);
    }

    /// <summary>One JSON object: the question, its filters, the moment, the number of datasets, and the datasets.</summary>
    public async Task WriteJsonAsync(Stream stream, SearchRequest request, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<ExportedDataset> datasets = [];
        await foreach (ResultCard card in CardsAsync(request, actor, cancellationToken))
            datasets.Add(ExportedDataset.Of(datasets.Count + 1, card));
        await JsonSerializer.SerializeAsync(
            stream,
            new { query = request.Text, filters = request.Filters, exported_at = clock.GetUtcNow(), total = datasets.Count, datasets },
            JsonOutput.Options,
            cancellationToken);
    }

    /// <summary>A name for the file.</summary>
    public string FileName(string extension) => string.Create(CultureInfo.InvariantCulture, $"medagg-search-{clock.GetUtcNow():yyyy-MM-dd}.{extension}");

    /// <summary>UTF-8, with a byte order mark where a spreadsheet must be told.</summary>
    public static Encoding EncodingOf(bool withMark) => new UTF8Encoding(withMark);

    private static object?[] Cells(int rank, ResultCard card) =>
    [
        rank, card.Slug, card.Title.En, card.Title.Ru, List(card.Modalities), List(card.Areas), List(card.Pathologies), List(card.Tasks), List(card.Labels), List(card.Tags), List(card.Formats),
        card.Figures.Patients.Value, Standing(card.Figures.Patients), card.Figures.Studies.Value, Standing(card.Figures.Studies), card.Figures.Images.Value, Standing(card.Figures.Images),
        card.Figures.Volumes.Value, Standing(card.Figures.Volumes), card.Figures.Bytes.Value, Standing(card.Figures.Bytes),
        ExportedDataset.Word(card.LicenceClass), card.LicenceName, ExportedDataset.Word(card.Access), card.Year, card.Provider, card.SourceUrl, card.Version,
        card.InspectedAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), List(card.Unverified),
    ];

    private static string List(IReadOnlyList<string> values) => string.Join("; ", values);

    private static string Standing(Figure figure) => ExportedDataset.Word(figure.Standing);
}
