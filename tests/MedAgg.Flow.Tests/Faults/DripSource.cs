using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>A source on loopback that sends at a bounded rate, knows ranges and entity tags, and remembers what was asked.</summary>
internal sealed class DripSource : IAsyncDisposable
{
    private const int PieceBytes = 32 * 1024;

    private readonly WebApplication _app;
    private readonly int _bytesPerSecond;
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentQueue<string?> _ranges = new();

    private DripSource(WebApplication app, int bytesPerSecond)
    {
        _app = app;
        _bytesPerSecond = bytesPerSecond;
    }

    public string Host => $"127.0.0.1:{new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    /// <summary>Requests that asked to go on inside a file.</summary>
    public int Resumes => _ranges.Count(range => range is not null && range != "bytes=0-");

    public static async Task<DripSource> StartAsync(int bytesPerSecond)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        DripSource source = new(app, bytesPerSecond);
        app.MapGet("/{name}", source.SendAsync);
        await app.StartAsync();
        return source;
    }

    public string Offer(string name, byte[] bytes)
    {
        _files[name] = bytes;
        return $"http://{Host}/{name}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task SendAsync(HttpContext context, string name)
    {
        if (!_files.TryGetValue(name, out byte[]? bytes))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        string? range = context.Request.Headers.Range.FirstOrDefault();
        string? condition = context.Request.Headers.IfRange.FirstOrDefault();
        _ranges.Enqueue(range);
        int from = range is not null && (condition is null || condition == tag) ? int.Parse(range["bytes=".Length..].Split('-')[0], CultureInfo.InvariantCulture) : 0;
        if (range is not null && (condition is null || condition == tag))
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        context.Response.Headers.ETag = tag;
        context.Response.Headers.AcceptRanges = "bytes";
        context.Response.ContentType = "application/zip";
        context.Response.ContentLength = bytes.Length - from;
        for (int at = from; at < bytes.Length; at += PieceBytes)
        {
            int count = Math.Min(PieceBytes, bytes.Length - at);
            await context.Response.Body.WriteAsync(bytes.AsMemory(at, count), context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds((double)count / _bytesPerSecond), context.RequestAborted);
        }
    }
}
