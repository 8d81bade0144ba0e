using System.Text.RegularExpressions;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.S3;

/// <summary>A place in a bucket. Requests go to <c>endpoint/bucket/key</c>: that form serves every store, and names with dots, which break the other one's certificate.</summary>
/// <param name="Endpoint">Scheme, host and port of the store, without a slash at the end.</param>
/// <param name="Key">Object or prefix; empty for the whole bucket.</param>
/// <param name="Region">Region as the address has it; null when it has none.</param>
/// <param name="IsPlain">True for an HTTPS form, which may be an object of its own though its bucket cannot be listed.</param>
internal sealed partial record S3Address(string Endpoint, string Bucket, string Key, string? Region, bool IsPlain)
{
    private const string Amazon = "https://s3.amazonaws.com";

    /// <summary>Where the bucket is listed.</summary>
    public string BucketUrl => $"{Endpoint}/{Uri.EscapeDataString(Bucket)}";

    public string ObjectUrl(string key) => $"{BucketUrl}/{SourceSites.EscapePath(key)}";

    /// <summary>Whether it is Amazon's own store, whose regions have hosts of their own.</summary>
    public bool IsAmazon => HostText.Absolute(Endpoint) is { } at && AmazonHost().IsMatch(at.IdnHost);

    /// <summary>The same place at the host of a region of Amazon.</summary>
    public S3Address In(string region) => this with { Endpoint = $"https://s3.{region}.amazonaws.com", Region = region };

    /// <summary>Reads <c>s3://bucket/prefix[?endpoint=…&amp;region=…]</c>, <c>gs://…</c> and the HTTPS forms of Amazon, Google and the listed stores; null when it is none.</summary>
    public static S3Address? Read(SourceAddress source, S3SourceOptions options)
    {
        if (source.Url is not { } url)
            return null;
        if (url.Scheme is "s3" or "gs")
            return OfScheme(source.Location, url, options);
        if (url.Scheme is not ("http" or "https"))
            return null;
        string host = url.IdnHost.ToLowerInvariant();
        string key = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        string origin = url.GetLeftPart(UriPartial.Authority);
        // …/bucket?prefix=a/ is the listing itself.
        string? asked = SourceSites.Query(url, "prefix");
        if (VirtualHost().Match(host) is { Success: true } own)
            return new(own.Groups[2].Success ? $"https://s3.{own.Groups[2].Value}.amazonaws.com" : Amazon, own.Groups[1].Value, asked ?? key, RegionIn(own, 2), IsPlain: true);
        if (AmazonHost().Match(host) is { Success: true } store)
            return OfPath(origin, key, asked, RegionIn(store, 1));
        if (host == "storage.googleapis.com")
            return OfPath(origin, key, asked, null);
        return SourceSites.IsAt(url, [.. options.PathStyleEndpoints]) ? OfPath(origin, key, asked, null) : null;
    }

    private static S3Address? OfScheme(string location, Uri url, S3SourceOptions options)
    {
        // The bucket is read from the text: it may have underscores, which no host has.
        Match match = SchemeForm().Match(location);
        if (!match.Success)
            return null;
        string endpoint = url.Scheme == "gs" ? "https://storage.googleapis.com" : SourceSites.Query(url, "endpoint") ?? options.Endpoint;
        if (!endpoint.Contains("://", StringComparison.Ordinal))
            endpoint = "https://" + endpoint;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? store) && store.Scheme is "http" or "https"
            ? new(store.GetLeftPart(UriPartial.Authority), match.Groups[1].Value, Uri.UnescapeDataString(match.Groups[2].Value), SourceSites.Query(url, "region"), IsPlain: false)
            : null;
    }

    private static S3Address? OfPath(string origin, string path, string? asked, string? region)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? path : path[..slash];
        return bucket.Length == 0 ? null : new(origin, bucket, asked ?? (slash < 0 ? "" : path[(slash + 1)..]), region, IsPlain: true);
    }

    private static string? RegionIn(Match match, int group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    [GeneratedRegex(@"^(?:s3|gs)://([A-Za-z0-9][A-Za-z0-9._-]{1,254})(?:/([^?#]*))?", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeForm();

    [GeneratedRegex(@"^(.+)\.s3(?:[.-](?!amazonaws)(?:dualstack\.)?([a-z0-9-]+))?\.amazonaws\.com$")]
    private static partial Regex VirtualHost();

    [GeneratedRegex(@"^s3(?:[.-](?!amazonaws)(?:dualstack\.)?([a-z0-9-]+))?\.amazonaws\.com$")]
    private static partial Regex AmazonHost();
}
