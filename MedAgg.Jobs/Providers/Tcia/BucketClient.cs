using System.Xml;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Lists folders of the public buckets and knows the addresses of their objects. No credentials are ever sent there.</summary>
internal sealed class BucketClient(SourceClient client, IOptions<TciaOptions> options)
{
    private const int MaxPages = 1000;

    /// <summary>Objects of one folder; an empty list when there is none.</summary>
    public async Task<(IReadOnlyList<BucketObject> Objects, Refusal? Refusal)> ListAsync(IdcPlace place, CancellationToken cancellationToken)
    {
        List<BucketObject> objects = [];
        string? next = null;
        for (int page = 0; page < MaxPages; page++)
        {
            string url = $"{options.Value.Buckets}{place.Bucket}?list-type=2&encoding-type=url&prefix={place.Folder}%2F"
                + (next is null ? "" : "&continuation-token=" + Uri.EscapeDataString(next));
            using SourceAnswer answer = await client.AskAsync(new(url), cancellationToken);
            if (answer.Refusal is { } refusal)
                return ([], refusal);
            try
            {
                using MemoryStream xml = new(answer.Body.ToArray());
                BucketPage read = await BucketPage.ReadAsync(xml, cancellationToken);
                objects.AddRange(read.Objects);
                next = read.Next;
            }
            catch (XmlException)
            {
                return ([], new(SourceCodes.BadAnswer, $"The listing of {place} is not the XML of an S3 store."));
            }

            if (next is null)
                return (objects, null);
        }

        return ([], new(SourceCodes.ListingTooLong, $"The listing of {place} has more than {MaxPages} pages."));
    }

    public string AddressOf(IdcPlace place, BucketObject found) => options.Value.Buckets + place.Bucket + "/" + SourceSites.EscapePath(found.Key);

    /// <summary>The same object at Google; empty when no mirror is asked.</summary>
    public IReadOnlyList<string> MirrorsOf(IdcPlace place, BucketObject found) =>
        options.Value.MirrorBuckets.Length == 0 ? [] : [options.Value.MirrorBuckets + place.MirrorBucket + "/" + SourceSites.EscapePath(found.Key)];
}
