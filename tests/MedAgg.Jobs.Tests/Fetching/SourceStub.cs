using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>A source on loopback that behaves as the test tells it, and remembers what it was asked.</summary>
internal sealed class SourceStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Asked> _asked = new();

    private SourceStub(WebApplication app) => _app = app;

    public sealed record Asked(string Path, string? Range, string? IfRange, string? Authorization, string? Cookie);

    public IReadOnlyList<Asked> Log => [.. _asked];

    /// <summary>For example <c>http://127.0.0.1:41234</c>.</summary>
    public string Address => _app.Urls.First();

    public string Host => Address["http://".Length..];

    /// <param name="answer">The context and how often the stub was asked before.</param>
    public static async Task<SourceStub> StartAsync(Func<HttpContext, int, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        SourceStub stub = new(app);
        app.Run(async context =>
        {
            int before = stub._asked.Count;
            IHeaderDictionary headers = context.Request.Headers;
            stub._asked.Enqueue(new(context.Request.Path, Text(headers.Range), Text(headers.IfRange), Text(headers.Authorization), Text(headers.Cookie)));
            await answer(context, before);
        });
        await app.StartAsync();
        return stub;
    }

    /// <summary>Answers with a file: ranges, entity tag, and optionally cut off after some bytes of this answer.</summary>
    public static async Task SendAsync(HttpContext context, byte[] content, string? eTag = "\"v1\"", int? cutAfter = null, bool knowsRanges = true, int rangeError = 0)
    {
        string? range = Text(context.Request.Headers.Range);
        string? ifRange = Text(context.Request.Headers.IfRange);
        int from = 0;
        if (range is not null && knowsRanges && (ifRange is null || ifRange == eTag))
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from + rangeError}-{content.Length - 1}/{content.Length}";
        }

        if (eTag is not null)
            context.Response.Headers.ETag = eTag;
        context.Response.ContentType ??= "application/octet-stream";
        context.Response.ContentLength = content.Length - from;
        int length = Math.Min(cutAfter ?? int.MaxValue, content.Length - from);
        await context.Response.Body.WriteAsync(content.AsMemory(from, length));
        await context.Response.Body.FlushAsync();
        if (length < content.Length - from)
            context.Abort();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string? Text(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();
}
