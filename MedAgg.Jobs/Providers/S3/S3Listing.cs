using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.S3;

/// <summary>An object as the listing has it.</summary>
internal sealed record S3Object(string Key, long SizeBytes, string? ETag, string StorageClass);

/// <summary>Lists a prefix, page by page, and finds the region of a bucket that is elsewhere.</summary>
internal sealed class S3Listing(SourceClient client, IOptions<S3SourceOptions> options, TimeProvider clock)
{
    /// <summary>All objects whose key begins with the prefix.</summary>
    /// <returns>The objects and the address at which they were found; a refusal otherwise.</returns>
    public async Task<(S3Address Address, IReadOnlyList<S3Object> Objects, Refusal? Refusal)> ListAsync(S3Address address, string prefix, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        List<S3Object> found = [];
        HashSet<string> tokens = [];
        string? token = "";
        while (token is not null && tokens.Add(token))
        {
            using SourceAnswer answer = await client.AskAsync(new(PageUrl(address, prefix, token)) { Credentials = Signed(address, credentials) }, cancellationToken);
            if (RegionOf(answer, address) is { } region)
            {
                address = address.In(region);
                tokens.Remove(token);
                continue;
            }

            if (Refuse(answer, address, credentials is not null) is { } refusal)
                return (address, found, refusal);
            (token, bool isRead) = Read(answer, found);
            if (!isRead)
                return (address, found, new(SourceCodes.BadAnswer, $"{answer.Url!.IdnHost} answered something that is not the listing of a bucket."));
            if (found.Count > options.Value.MaxObjects)
                return (address, found, new(SourceCodes.ListingTooLong, $"'{address.Bucket}' has more than {options.Value.MaxObjects} objects there; name a longer prefix."));
        }

        return (address, found, null);
    }

    /// <summary>The credentials for a store: keys become signatures for its region, everything else stays as it is.</summary>
    public SourceCredentials? Signed(S3Address address, SourceCredentials? credentials)
    {
        if (credentials?.Keys is not { } keys)
            return credentials;
        // Amazon's hosts are one service: keys stored for one of them sign for the region that the bucket is in. A signature gives no key away.
        Uri endpoint = new(address.Endpoint);
        bool isAmazonKey = address.IsAmazon && credentials.Origin.IdnHost.EndsWith(".amazonaws.com", StringComparison.Ordinal) && credentials.Origin.Scheme == endpoint.Scheme;
        return credentials with
        {
            Origin = isAmazonKey ? endpoint : credentials.Origin,
            Signer = new S3Signature(keys, address.Region ?? options.Value.Region, clock),
        };
    }

    private static string PageUrl(S3Address address, string prefix, string token)
    {
        string next = token.Length == 0 ? "" : $"&continuation-token={Uri.EscapeDataString(token)}";
        return $"{address.BucketUrl}?list-type=2&encoding-type=url&max-keys=1000&prefix={Uri.EscapeDataString(prefix)}{next}";
    }

    // A bucket elsewhere is told by 301 or 400 with the region in a header, or in the text of the error.
    private static string? RegionOf(SourceAnswer answer, S3Address address)
    {
        if (!address.IsAmazon || answer.Status is not (301 or 307 or 400))
            return null;
        string? region = answer.Header("x-amz-bucket-region") ?? Element(answer, "Region");
        return region is { Length: > 0 and < 40 } && region != address.Region && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? region : null;
    }

    private static Refusal? Refuse(SourceAnswer answer, S3Address address, bool isKeyed) => (answer.Status, Element(answer, "Code")) switch
    {
        (200, _) => answer.Refusal,
        (_, "NoSuchBucket") => new(SourceCodes.NotFound, $"There is no bucket '{address.Bucket}' at {new Uri(address.Endpoint).IdnHost}."),
        (_, "SignatureDoesNotMatch" or "InvalidAccessKeyId" or "ExpiredToken" or "InvalidToken" or "RequestTimeTooSkewed") =>
            new(SourceCodes.CredentialsRefused, $"{new Uri(address.Endpoint).IdnHost} does not take the stored access keys."),
        (403, _) when isKeyed => new(SourceCodes.AccessNotGranted, $"The stored access keys may not list '{address.Bucket}', or whoever asks has to pay for it, which is not done unasked."),
        (401 or 403, _) => new(SourceCodes.Forbidden, $"'{address.Bucket}' cannot be listed by the public; store access keys for {new Uri(address.Endpoint).IdnHost}."),
        _ => answer.Refusal,
    };

    private static (string? Token, bool IsRead) Read(SourceAnswer answer, List<S3Object> found)
    {
        if (Parse(answer) is not { } list || list.Name.LocalName != "ListBucketResult")
            return (null, false);
        bool isEncoded = Child(list, "EncodingType") == "url";
        foreach (XElement item in list.Elements().Where(item => item.Name.LocalName == "Contents"))
        {
            if (Child(item, "Key") is not { Length: > 0 } key || !long.TryParse(Child(item, "Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                continue;
            found.Add(new(isEncoded ? Uri.UnescapeDataString(key.Replace('+', ' ')) : key, size, Child(item, "ETag"), Child(item, "StorageClass") ?? "STANDARD"));
        }

        bool goesOn = string.Equals(Child(list, "IsTruncated"), "true", StringComparison.OrdinalIgnoreCase);
        return (goesOn ? Child(list, "NextContinuationToken") : null, !goesOn || Child(list, "NextContinuationToken") is not null);
    }

    private static string? Element(SourceAnswer answer, string name) => Parse(answer) is { } root ? Child(root, name) : null;

    private static string? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim();

    private static XElement? Parse(SourceAnswer answer)
    {
        if (answer.IsEmpty)
            return null;
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(answer.Text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null; // an HTML error page, or cut off: the caller says what was expected
        }
    }
}
