using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Tells what a location is: an object or a document by its address, or the ZIP of a series.</summary>
internal sealed class TciaFetch(RemoteFiles remote, SeriesZips zips, IOptions<TciaOptions> options)
{
    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        SeriesZipAddress.Read(options.Value.Nbia, request.File.Location) is { } zip
            ? zips.FetchAsync(request, zip, cancellationToken)
            : remote.FetchAsync(request, cancellationToken);
}
