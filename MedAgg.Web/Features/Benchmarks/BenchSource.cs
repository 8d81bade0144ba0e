using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Serves files on loopback with ranges and an ETag, as a good source does.</summary>
internal sealed class BenchSource : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchSource(WebApplication app, string host)
    {
        _app = app;
        Host = host;
    }

    /// <summary>Address and port.</summary>
    public string Host { get; }

    /// <summary>Address of a file.</summary>
    public string UrlOf(string name) => $"http://{Host}/{name}";

    /// <param name="files">Paths by the name that each is served under.</param>
    public static async Task<BenchSource> StartAsync(IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        foreach ((string name, string file) in files)
            app.MapGet("/" + name, () => Results.File(Path.GetFullPath(file), "application/zip", entityTag: new($"\"{name}\""), enableRangeProcessing: true));
        await app.StartAsync(cancellationToken);
        Uri address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return new(app, $"127.0.0.1:{address.Port}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
