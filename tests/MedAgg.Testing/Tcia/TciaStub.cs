using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MedAgg.Testing.Tcia;

/// <summary>
/// NBIA, IDC with its buckets, and the pages of TCIA, on one loopback port: <c>/nbia-api/services/</c>, <c>/v3/</c>, <c>/aws/</c>, <c>/gcs/</c>,
/// <c>/api/v2/</c> and <c>/wp-content/uploads/</c>. It answers as the real servers were read to answer, with their bad habits.
/// </summary>
public sealed class TciaStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private TciaStub(WebApplication app, StubArchive archive, StubFaults faults)
    {
        _app = app;
        Archive = archive;
        Faults = faults;
    }

    public StubArchive Archive { get; }

    public StubFaults Faults { get; }

    /// <summary>For example <c>http://127.0.0.1:41234</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Host and port, as the list of allowed private hosts wants them.</summary>
    public string Host => Address["http://".Length..];

    /// <summary>Method, path and query of every request so far.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Settings that send the product here instead of to the real archives.</summary>
    public IReadOnlyDictionary<string, string?> Settings => SettingsFor(Address);

    /// <param name="archive">What it holds; may grow while it runs.</param>
    /// <param name="port">Port on loopback; 0 takes a free one.</param>
    public static async Task<TciaStub> StartAsync(StubArchive archive, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        WebApplication app = builder.Build();
        TciaStub stub = new(app, archive, new());
        app.Run(stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    /// <summary>The same for a stub that runs elsewhere.</summary>
    public static IReadOnlyDictionary<string, string?> SettingsFor(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new Dictionary<string, string?>
        {
            ["Providers:Tcia:IdcApi"] = address + "/v3/",
            ["Providers:Tcia:Buckets"] = address + "/aws/",
            ["Providers:Tcia:MirrorBuckets"] = address + "/gcs/",
            ["Providers:Tcia:Nbia"] = address + "/nbia-api/services/",
            ["Providers:Tcia:Pages"] = address + "/api/v2/",
            ["Providers:Tcia:Pause"] = "00:00:00",
            ["Fetching:AllowedPrivateHosts:0"] = address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..],
        };
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        _asked.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        string path = context.Request.Path.Value ?? "";
        return path switch
        {
            _ when path.StartsWith("/nbia-api/services/", StringComparison.Ordinal) => new NbiaAnswers(Archive, Faults).AnswerAsync(context, path["/nbia-api/services/".Length..]),
            _ when path.StartsWith("/v3/", StringComparison.Ordinal) => new IdcAnswers(Archive, Faults).AnswerAsync(context, path["/v3/".Length..]),
            _ when path.StartsWith("/aws/", StringComparison.Ordinal) => new BucketAnswers(Archive, Faults, isMirror: false).AnswerAsync(context, path["/aws/".Length..]),
            _ when path.StartsWith("/gcs/", StringComparison.Ordinal) => new BucketAnswers(Archive, Faults, isMirror: true).AnswerAsync(context, path["/gcs/".Length..]),
            _ => new PageAnswers(Archive, Faults, Address).AnswerAsync(context, path),
        };
    }
}
