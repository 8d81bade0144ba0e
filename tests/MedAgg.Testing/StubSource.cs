using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MedAgg.Testing;

/// <summary>
/// An outside service on loopback: answers by path as the test tells it, misbehaves as the real one does, and remembers what it was asked.
/// A second one stands for the other host that a redirect leads to: another port is another origin.
/// </summary>
public sealed class StubSource : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubRequest> _log = new();
    private readonly ConcurrentDictionary<string, Func<HttpContext, int, Task>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    private StubSource(WebApplication app) => _app = app;

    /// <summary>Everything that was asked, in order.</summary>
    public IReadOnlyList<StubRequest> Log => [.. _log];

    /// <summary>For example <c>http://127.0.0.1:41234</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Address and port, as an allow-list names them.</summary>
    public string Host => Address["http://".Length..];

    /// <summary>Asked before any answer; true means that it has answered itself (a wall of user agents, a quota).</summary>
    public Func<HttpContext, Task<bool>>? Gate { get; set; }

    public static async Task<StubSource> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        StubSource stub = new(app);
        app.Run(stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    /// <summary>How often a path was asked, whatever its query.</summary>
    public int Asked(string path) => Log.Count(request => request.Path == path);

    /// <summary>Answers a path. A path with a query is matched with it first, then without.</summary>
    /// <param name="path">As in the request line, unescaped, for example <c>/api/records/1</c> or <c>/list?page=2</c>.</param>
    /// <param name="answer">The context and how often this path was asked before.</param>
    public StubSource On(string path, Func<HttpContext, int, Task> answer)
    {
        _answers[path] = answer;
        return this;
    }

    public StubSource On(string path, Func<HttpContext, Task> answer) => On(path, (context, _) => answer(context));

    public StubSource Json(string path, string json, int status = 200) => On(path, context => TextAsync(context, json, "application/json", status));

    public StubSource Page(string path, string html, int status = 200) => On(path, context => TextAsync(context, html, "text/html; charset=utf-8", status));

    public StubSource Redirect(string path, string target, int status = 302) => On(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    });

    /// <summary>A file with ranges and a strong entity tag made of its bytes; <paramref name="headers"/> are added.</summary>
    public StubSource File(string path, byte[] content, string contentType = "application/octet-stream", params (string Name, string Value)[] headers) => On(path, context =>
    {
        foreach ((string name, string value) in headers)
            context.Response.Headers[name] = value;
        return FileAsync(context, content, contentType);
    });

    public static async Task TextAsync(HttpContext context, string text, string contentType, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(text);
    }

    public static async Task FileAsync(HttpContext context, byte[] content, string contentType = "application/octet-stream")
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(content);
        HttpResponse response = context.Response;
        string eTag = $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"";
        response.Headers.ETag = eTag;
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = contentType;
        if (context.Request.Headers.IfNoneMatch == eTag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        int from = 0;
        string range = context.Request.Headers.Range.ToString();
        string ifRange = context.Request.Headers.IfRange.ToString();
        if (range.Length > 0 && (ifRange.Length == 0 || ifRange == eTag))
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}");
        }

        response.ContentLength = content.Length - from;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(content.AsMemory(from));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        string path = Uri.UnescapeDataString(context.Request.Path);
        string full = path + context.Request.QueryString.Value;
        _log.Enqueue(new(
            context.Request.Method, path, context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        if (Gate is { } gate && await gate(context))
            return;
        string key = _answers.ContainsKey(full) ? full : path;
        int before = _asked.AddOrUpdate(key, 0, (_, count) => count + 1);
        if (_answers.TryGetValue(key, out Func<HttpContext, int, Task>? answer))
            await answer(context, before);
        else
            await TextAsync(context, "<!DOCTYPE html><title>404</title>", "text/html", StatusCodes.Status404NotFound);
    }
}

/// <summary>One request as a stub saw it.</summary>
/// <param name="Path">Unescaped once.</param>
/// <param name="Query">With its question mark, as it was sent; empty without one.</param>
public sealed record StubRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A header's value; null when it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;
}
