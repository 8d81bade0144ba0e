using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Testing.Tcia;

/// <summary>The public buckets in path style: pages of a listing with a folder mark in it, plain objects with ranges.</summary>
internal sealed class BucketAnswers(StubArchive archive, StubFaults faults, bool isMirror)
{
    public Task AnswerAsync(HttpContext context, string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? path : path[..slash];
        string key = slash < 0 ? "" : path[(slash + 1)..];
        return key.Length == 0 && context.Request.Query.ContainsKey("list-type") ? ListAsync(context, bucket) : SendAsync(context, bucket, key);
    }

    private IEnumerable<StubSeries> In(string bucket) => archive.Series.Where(series => series.IsAtIdc && (isMirror ? Mirror(series.Bucket) : series.Bucket) == bucket);

    private static string Mirror(string bucket) => bucket switch { "idc-open-data-two" => "idc-open-idc1", "idc-open-data-cr" => "idc-open-cr", _ => bucket };

    private async Task ListAsync(HttpContext context, string bucket)
    {
        string prefix = context.Request.Query["prefix"].ToString();
        string after = context.Request.Query["continuation-token"].ToString();
        var objects = In(bucket)
            .Where(series => prefix.StartsWith(series.Folder, StringComparison.Ordinal) && (isMirror || !faults.EmptyFolders.Contains(series.Folder)))
            .SelectMany(series => series.Instances.Select(instance => (Key: series.KeyOf(instance), Size: instance.SizeBytes, Tag: Tag(instance))).Append((series.Folder + "/", 0, "")))
            .Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Where(one => after.Length == 0 || string.CompareOrdinal(one.Key, Encoding.UTF8.GetString(Convert.FromBase64String(after))) > 0)
            .ToArray();
        var page = objects.Take(faults.ListingPage).ToArray();
        bool isTruncated = page.Length < objects.Length;
        StringBuilder xml = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        xml.Append(CultureInfo.InvariantCulture, $"<Name>{bucket}</Name><Prefix>{prefix}</Prefix><KeyCount>{page.Length}</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>");
        xml.Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(isTruncated ? "true" : "false")}</IsTruncated>");
        if (isTruncated)
            xml.Append(CultureInfo.InvariantCulture, $"<NextContinuationToken>{Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Key))}</NextContinuationToken>");
        foreach ((string key, long size, string tag) in page)
            xml.Append(CultureInfo.InvariantCulture, $"<Contents><Key>{SecurityElement.Escape(key)}</Key><LastModified>2023-03-09T21:27:03.000Z</LastModified><ETag>&quot;{tag}&quot;</ETag><Size>{size}</Size><StorageClass>INTELLIGENT_TIERING</StorageClass></Contents>");
        xml.Append("</ListBucketResult>");
        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(xml.ToString());
    }

    private async Task SendAsync(HttpContext context, string bucket, string key)
    {
        bool isForbidden = !isMirror && faults.ForbiddenKeys.Contains(key);
        StubInstance? instance = isForbidden ? null : In(bucket).Where(series => key.StartsWith(series.Folder, StringComparison.Ordinal)).SelectMany(series => series.Instances.Where(one => series.KeyOf(one) == key)).FirstOrDefault();
        if (instance is null)
        {
            // Without permission to list, a lost key looks forbidden as well.
            context.Response.StatusCode = isForbidden ? 403 : 404;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{(isForbidden ? "AccessDenied" : "NoSuchKey")}</Code></Error>");
            return;
        }

        context.Response.Headers.ETag = $"\"{Tag(instance)}\"";
        await Results.Stream(instance.Open(), "application/octet-stream", entityTag: new($"\"{Tag(instance)}\""), enableRangeProcessing: true).ExecuteAsync(context);
    }

    private string Tag(StubInstance instance)
    {
#pragma warning disable CA5351 // it is what the real store computes
        string sum = Convert.ToHexStringLower(MD5.HashData(instance.Read()));
#pragma warning restore CA5351
        return faults.MultipartTags ? sum + "-2" : sum;
    }
}
