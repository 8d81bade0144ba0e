using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Fetches a small table from a page and reads it, whatever it is: workbook, CSV or TSV.</summary>
internal sealed class TableFetcher(SourceClient client)
{
    public static bool IsTable(string address) => Path.GetExtension(PathOf(address)).ToLowerInvariant() is ".xlsx" or ".csv" or ".tsv";

    public static string NameOf(string address) => Uri.UnescapeDataString(PathOf(address)[(PathOf(address).LastIndexOf('/') + 1)..]);

    public async Task<(LabelTable? Table, Refusal? Refusal)> FetchAsync(string address, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskAsync(new(address), cancellationToken);
        if (answer.Refusal is { } refusal)
            return (null, refusal);
        // A file that moved is answered with 200 and a page there.
        if (PageSniffer.IsPage(answer.Body.Span))
            return (null, new(SourceCodes.NotData, $"'{NameOf(address)}' is a web page and not a table; it may have moved."));
        return await ReadAsync(answer.Body, NameOf(address), cancellationToken);
    }

    public static async Task<(LabelTable? Table, Refusal? Refusal)> ReadAsync(ReadOnlyMemory<byte> content, string name, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new(content.ToArray(), writable: false);
        return content.Span.StartsWith("PK"u8)
            ? await SpreadsheetReader.ReadAsync(bytes, name, cancellationToken)
            : await LabelTableReader.ReadAsync(bytes, name, cancellationToken);
    }

    private static string PathOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? url) ? url.AbsolutePath : address;
}
