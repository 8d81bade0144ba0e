using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MedAgg.Flow.Tests;

/// <summary>A source of files on loopback, with ranges and ETags as a good one has them.</summary>
public sealed class LoopbackSource : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string ContentType)> _files = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _odd = new();

    private LoopbackSource(WebApplication app) => _app = app;

    public static async Task<LoopbackSource> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var source = new LoopbackSource(app);
        app.MapGet("/{name}", source.Answer);
        app.MapGet("/odd/{name}", (string name, HttpContext context) => source._odd[name](context));
        await app.StartAsync();
        return source;
    }

    /// <summary>Offers bytes and returns their address.</summary>
    public string Offer(string name, byte[] bytes, string contentType = "application/zip")
    {
        _files[name] = (bytes, contentType);
        return AddressOf(name);
    }

    /// <summary>Offers something that answers as a good source does not, and returns its address.</summary>
    public string Offer(string name, RequestDelegate answer)
    {
        _odd[name] = answer;
        return AddressOf("odd/" + name);
    }

    /// <summary>Address and port, as an allow-list names them.</summary>
    public string Host =>
        $"127.0.0.1:{new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    public string AddressOf(string name) => $"http://{Host}/{name}";

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Answer(string name) =>
        _files.TryGetValue(name, out (byte[] Bytes, string ContentType) file)
            ? Results.Bytes(file.Bytes, file.ContentType, enableRangeProcessing: true, entityTag: new($"\"{file.Bytes.Length:x}-{name}\""))
            : Results.NotFound();
}
