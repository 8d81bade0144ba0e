using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Serves one file on loopback with ranges and an ETag, as a good source does.</summary>
internal sealed class BenchSource : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchSource(WebApplication app, string host, string name)
    {
        _app = app;
        Host = host;
        Url = $"http://{host}/{name}";
    }

    /// <summary>Address and port.</summary>
    public string Host { get; }

    public string Url { get; }

    public static async Task<BenchSource> StartAsync(string file, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        string name = Path.GetFileName(file);
        app.MapGet("/" + name, () => Results.File(Path.GetFullPath(file), "application/zip", entityTag: new("\"bench\""), enableRangeProcessing: true));
        await app.StartAsync(cancellationToken);
        Uri address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return new(app, $"127.0.0.1:{address.Port}", name);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
