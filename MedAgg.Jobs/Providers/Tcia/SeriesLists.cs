using System.Text;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Opens a saved list of series: at an address, among the uploads, or on the server.</summary>
internal sealed class SeriesLists(SourceClient client, IBlobStore blobs, ServerRoots roots)
{
    private const long MaxBytes = 256L << 20;

    public async Task<(SeriesManifest? List, Refusal? Refusal)> ReadAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        string name = NameOf(source.Location);
        try
        {
            switch (source.Kind)
            {
                case SourceKind.Url:
                    using (SourceAnswer answer = await client.AskAsync(new(source.Location) { Credentials = source.Credentials }, cancellationToken))
                    {
                        if (answer.Refusal is { } refusal)
                            return (null, refusal);
                        if (PageSniffer.IsPage(answer.Body.Span))
                            return (null, new(SourceCodes.NotData, $"'{name}' is a web page and not a list of series; it may have moved."));
                        return (await ReadAsync(answer.Body, name, cancellationToken), null);
                    }

                case SourceKind.Upload:
                    await using (Stream blob = await blobs.OpenAsync(source.Blob!, cancellationToken))
                        return await ReadAsync(blob, name, cancellationToken);
                default:
                    await using (FileStream? file = roots.Open(source.Location))
                        return file is null ? (null, roots.Judge(source.Location) ?? new(ServerRoots.Outside, $"'{name}' leads outside the folders that this server may read.")) : await ReadAsync(file, name, cancellationToken);
            }
        }
        catch (InvalidDataException exception)
        {
            return (null, new(SourceCodes.ListingTooLong, exception.Message));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return (null, new(SourceCodes.NotFound, $"The list '{name}' is not there, or may not be read."));
        }
    }

    private static async Task<(SeriesManifest? List, Refusal? Refusal)> ReadAsync(Stream content, string name, CancellationToken cancellationToken)
    {
        if (content.Length > MaxBytes)
            return (null, new(SourceCodes.TooLarge, $"The list '{name}' has {content.Length} bytes; at most {MaxBytes} are read."));
        byte[] bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return (await ReadAsync(bytes, name, cancellationToken), null);
    }

    private static async Task<SeriesManifest> ReadAsync(ReadOnlyMemory<byte> content, string name, CancellationToken cancellationToken)
    {
        if (content.Span.StartsWith("PK"u8))
        {
            (LabelTable? table, _) = await TableFetcher.ReadAsync(content, name, cancellationToken);
            return table is null ? new() : SeriesManifestReader.Read(table);
        }

        using StreamReader text = new(new MemoryStream(content.ToArray(), writable: false), Encoding.UTF8);
        return await SeriesManifestReader.ReadAsync(text, cancellationToken);
    }

    /// <summary>Name for a dataset whose list has none.</summary>
    public static string TitleOf(string location) => Path.GetFileNameWithoutExtension(NameOf(location));

    private static string NameOf(string location)
    {
        string path = Uri.TryCreate(location, UriKind.Absolute, out Uri? url) && !url.IsFile ? Uri.UnescapeDataString(url.AbsolutePath) : location;
        return FileNames.Clean(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]) ?? "list";
    }
}
