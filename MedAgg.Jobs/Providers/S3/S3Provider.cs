using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.S3;

/// <summary>Objects below a prefix of a bucket, public or with access keys, at Amazon or at any store that speaks its language.</summary>
internal sealed class S3Provider(S3Listing listing, SourceProbe probe, SourceClient client, RemoteFiles files, IOptions<S3SourceOptions> options) : IDatasetProvider
{
    private static readonly string[] Frozen = ["GLACIER", "DEEP_ARCHIVE"];
    private static readonly Dictionary<string, string> AskChecksum = new() { ["x-amz-checksum-mode"] = "ENABLED" };

    public string Id => "s3";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url && S3Address.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => S3Address.Read(source, options.Value) is { } address ? new(address.Endpoint) : null;

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        S3Address address = S3Address.Read(source, options.Value)!;
        (S3Address place, IReadOnlyList<S3Object> objects, Refusal? refusal) = await listing.ListAsync(address, address.Key, source.Credentials, cancellationToken);
        if (refusal is { Code: SourceCodes.Forbidden or SourceCodes.AccessNotGranted } && address.Key.Length > 0 && !address.Key.EndsWith('/'))
            return await SingleAsync(place, source, refusal, cancellationToken); // what cannot be listed may still be read
        if (refusal is not null)
            return Resolution.Refused(refusal);

        // A prefix is text: "ct1" also begins "ct10/…", which nobody asked for. The key itself, or what is below it as a folder.
        string key = address.Key.TrimEnd('/');
        List<S3Object> wanted = [.. objects.Where(item => key.Length == 0 || item.Key == address.Key || item.Key.StartsWith(key + "/", StringComparison.Ordinal))];
        List<S3Object> real = [.. wanted.Where(item => !(item.SizeBytes == 0 && item.Key.EndsWith('/')))];
        List<S3Object> thawed = [.. real.Where(item => !Frozen.Contains(item.StorageClass))];
        if (real.Count == 0)
            return Resolution.Refused(SourceCodes.NotFound, $"Bucket '{address.Bucket}' has no object at '{key}'.");
        if (thawed.Count == 0)
            return Resolution.Refused(SourceCodes.Unavailable, $"All {real.Count} objects at '{key}' are in cold storage: their owner has to restore them first.");

        bool isOne = thawed.Count == 1 && thawed[0].Key == address.Key;
        string root = isOne ? key[..(key.LastIndexOf('/') + 1)] : key.Length == 0 ? "" : key + "/";
        (IReadOnlyList<PlannedFile> planned, IReadOnlyList<string> odd) = SourcePaths.Settle(thawed.Select(item => Planned(item, place, root)));
        List<string> warnings = [.. odd];
        if (thawed.Count < real.Count)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"OBJECT_FROZEN: {real.Count - thawed.Count} object(s) are in cold storage and are left out."));
        return Resolution.Of(Describe(place, key, planned, warnings));
    }

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        S3Address? place = S3Address.Read(request.Source, options.Value);
        // The plan's address is that of the bucket's own region; the signature has to be made for it.
        S3Address at = S3Address.Read(new(SourceKind.Url, request.File.Location), options.Value) ?? place! with { Endpoint = SourceSites.OriginOf(request.File.Location).AbsoluteUri.TrimEnd('/') };
        RemoteFile remote = new(request.File.Location)
        {
            Headers = AskChecksum,
            Credentials = listing.Signed(at with { Region = at.Region ?? place?.Region }, request.Source.Credentials),
            AcceptsHtml = SourceNames.IsPage(request.File.Path),
        };
        FetchedFile fetched = await files.FetchAsync(request, remote, cancellationToken);
        // The entity tag of an object under a customer's key looks like an MD5 and is none.
        return fetched.Refusal is { Code: SourceCodes.Mismatch } && await IsSealedAsync(remote, cancellationToken)
            ? await files.FetchAsync(request with { File = request.File with { Checksum = null } }, remote, cancellationToken)
            : fetched;
    }

    private async Task<bool> IsSealedAsync(RemoteFile remote, CancellationToken cancellationToken)
    {
        using SourceAnswer head = await client.AskAsync(new(remote.Url) { Method = HttpMethod.Head, Credentials = remote.Credentials }, cancellationToken);
        return head.Status == 200
            && ((head.Header("x-amz-server-side-encryption")?.StartsWith("aws:kms", StringComparison.Ordinal) ?? false) || head.Header("x-amz-server-side-encryption-customer-algorithm") is not null);
    }

    private async Task<Resolution> SingleAsync(S3Address place, SourceAddress source, Refusal unlisted, CancellationToken cancellationToken)
    {
        string url = place.ObjectUrl(place.Key);
        ProbedFile file = await probe.ProbeAsync(url, listing.Signed(place, source.Credentials), cancellationToken);
        if (file.Refusal is not null)
            return Resolution.Refused(unlisted);
        PlannedFile planned = new(file.FileName, url, file.SizeBytes, file.Checksum) { Stamp = file.ETag };
        return Resolution.Of(Describe(place, place.Key, [planned], []));
    }

    private static PlannedFile Planned(S3Object item, S3Address place, string root)
    {
        string? tag = item.ETag?.Trim('"');
        return new(item.Key[root.Length..], place.ObjectUrl(item.Key), item.SizeBytes, tag is { Length: 32 } ? Checksum.Of("md5", tag) : null) { Stamp = tag };
    }

    private SourcePlan Describe(S3Address place, string key, IReadOnlyList<PlannedFile> planned, IReadOnlyList<string> warnings) => new()
    {
        Name = key.Length == 0 ? place.Bucket : SourceNames.TitleOf(key[(key.LastIndexOf('/') + 1)..]),
        Provider = Id,
        Access = DatasetAccess.Unknown,
        LandingPage = null,
        Files = planned,
        Warnings = warnings,
    };
}
