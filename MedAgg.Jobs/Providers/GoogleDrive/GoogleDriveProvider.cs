using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GoogleDrive;

/// <summary>A file that somebody shares by a link. Drive states no checksum without an account; folders and texts are refused with what to do instead.</summary>
internal sealed class GoogleDriveProvider(GoogleDriveDoor door, RemoteFiles files, IOptions<GoogleDriveOptions> options) : IDatasetProvider
{
    public string Id => "google-drive";

    public bool Recognises(SourceAddress source) => GoogleDriveAddress.Read(source, options.Value) is not null;

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        GoogleDriveAddress address = GoogleDriveAddress.Read(source, options.Value)!;
        switch (address.Kind)
        {
            case GoogleDriveKind.Folder:
                return Resolution.Refused(SourceCodes.ListingTooLong, "A folder of Google Drive lists its files only to programs with an account: share one archive of it, or download it and add it as a file.");
            case GoogleDriveKind.Document:
                return Resolution.Refused(SourceCodes.NotData, "A text or presentation of Google is no data file: share the file itself.");
            case GoogleDriveKind.Sheet:
                string export = SourceSites.Join(options.Value.DocumentsUrl, "spreadsheets", "d", address.FileId, "export") + "?format=xlsx";
                return Resolution.Of(Planned(address, "sheet.xlsx", export, sizeBytes: null));
        }

        GoogleDriveFile file = await door.OpenAsync(address.FileId, cancellationToken);
        if (file.Refusal is { } refusal)
            return Resolution.Refused(refusal);
        // The lasting address is kept: where the form leads dies within hours.
        return Resolution.Of(Planned(address, file.FileName, SourceSites.Join(options.Value.BaseUrl, "uc") + "?export=download&id=" + address.FileId, file.SizeBytes));
    }

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        GoogleDriveAddress? address = GoogleDriveAddress.Read(request.Source with { Location = request.File.Location }, options.Value);
        if (address is not { Kind: GoogleDriveKind.File })
            return await files.FetchAsync(request, new RemoteFile(request.File.Location) { IsSizeExact = false }, cancellationToken);
        GoogleDriveFile file = await door.OpenAsync(address.FileId, cancellationToken);
        return file.Refusal is { } refusal
            ? new() { Refusal = refusal }
            : await files.FetchAsync(request, new RemoteFile(file.Url) { IsSizeExact = false }, cancellationToken);
    }

    private SourcePlan Planned(GoogleDriveAddress address, string name, string url, long? sizeBytes) => new()
    {
        Name = SourceNames.TitleOf(name),
        Provider = Id,
        Access = DatasetAccess.Open,
        LandingPage = SourceSites.Join(options.Value.BaseUrl, "file", "d", address.FileId, "view"),
        Files = [new(name, url, sizeBytes, Checksum: null)],
        Warnings = ["NO_CHECKSUM: Google Drive states no checksum; the file is held against its length only."],
    };
}
