using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Tests.Storage;

/// <summary>The few S3 operations that the store uses, in memory and without judging signatures. Lists have two keys a page.</summary>
internal sealed class S3Stub : IDisposable
{
    private const int PageKeys = 2;

    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private S3Stub()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>How often bytes were asked for.</summary>
    public int Reads { get; private set; }

    /// <summary>Status and error code of every answer from now on; null for a store that works.</summary>
    public (int Status, string Code)? Refuses { get; set; }

    /// <summary>Whether only what is to be stored is refused.</summary>
    public bool StillGives { get; set; }

    public static async Task<S3Stub> StartAsync()
    {
        S3Stub stub = new();
        await stub._app.StartAsync();
        return stub;
    }

    public void Dispose() => ((IDisposable)_app).Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Refuses is { } refusal && !(StillGives && context.Request.Method != "PUT"))
        {
            context.Response.StatusCode = refusal.Status;
            context.Response.ContentType = "application/xml";
            if (context.Request.Method != "HEAD")
                await context.Response.WriteAsync($"<Error><Code>{refusal.Code}</Code><Message>No.</Message></Error>");
            return;
        }

        string path = context.Request.Path.Value!.TrimStart('/');
        string key = path.Contains('/', StringComparison.Ordinal) ? path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";
        if (context.Request.Method == "PUT")
            await PutAsync(context, key);
        else if (context.Request.Method == "DELETE")
            context.Response.StatusCode = Remove(key);
        else if (key.Length == 0)
            await ListAsync(context);
        else
            await GetAsync(context, key);
    }

    // S3 says 204 whether or not there was something to delete.
    private int Remove(string key)
    {
        _objects.TryRemove(key, out _);
        return 204;
    }

    private async Task PutAsync(HttpContext context, string key)
    {
        // Framing of signed chunks or trailers would be stored as content by many servers.
        Assert.DoesNotContain("aws-chunked", context.Request.Headers.ContentEncoding.ToString(), StringComparison.Ordinal);
        MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        _objects[key] = body.ToArray();
        context.Response.Headers.ETag = "\"x\"";
    }

    private async Task GetAsync(HttpContext context, string key)
    {
        if (!_objects.TryGetValue(key, out byte[]? content))
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.Headers.ETag = "\"x\"";
        if (context.Request.Method == "HEAD")
        {
            context.Response.ContentLength = content.Length;
            return;
        }

        Reads++;
        int[] range = [.. context.Request.Headers.Range.ToString()["bytes=".Length..].Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        context.Response.StatusCode = 206;
        context.Response.ContentLength = range[1] - range[0] + 1;
        context.Response.Headers.ContentRange = $"bytes {range[0]}-{range[1]}/{content.Length}";
        await context.Response.Body.WriteAsync(content.AsMemory(range[0], range[1] - range[0] + 1));
    }

    private Task ListAsync(HttpContext context)
    {
        string after = context.Request.Query["continuation-token"].ToString();
        string prefix = context.Request.Query["prefix"].ToString();
        List<KeyValuePair<string, byte[]>> rest = [.. _objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(item.Key, after) > 0).OrderBy(item => item.Key, StringComparer.Ordinal)];
        bool isTruncated = rest.Count > PageKeys;
        StringBuilder xml = new("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        xml.Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(isTruncated ? "true" : "false")}</IsTruncated>");
        if (isTruncated)
            xml.Append(CultureInfo.InvariantCulture, $"<NextContinuationToken>{rest[PageKeys - 1].Key}</NextContinuationToken>");
        foreach ((string key, byte[] content) in rest.Take(PageKeys))
            xml.Append(CultureInfo.InvariantCulture, $"<Contents><Key>{key}</Key><Size>{content.Length}</Size></Contents>");
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(xml.Append("</ListBucketResult>").ToString());
    }
}
