using System.Net;
using System.Net.Sockets;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

public sealed class SafeHttpTests
{
    [Fact]
    public async Task A_redirect_to_a_private_host_is_refused_before_it_is_connected()
    {
        await using SourceStub hidden = await SourceStub.StartAsync((context, _) => context.Response.WriteAsync("secret"));
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => Redirect(context, hidden.Address));
        using SafeHttp http = Http(stub.Host);

        using FetchAnswer answer = await http.SendAsync(new(stub.Address), TestContext.Current.CancellationToken);

        Assert.Equal(UrlCodes.PortNotAllowed, answer.Refusal?.Code);
        Assert.Empty(hidden.Log);
    }

    [Fact]
    public async Task Credentials_and_cookies_stay_with_their_origin()
    {
        await using SourceStub other = await SourceStub.StartAsync((context, _) => context.Response.WriteAsync("file"));
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
        {
            context.Response.Headers.SetCookie = "session=1; Path=/";
            return Redirect(context, before == 0 ? "/again" : other.Address + "/file");
        });
        using SafeHttp http = Http(stub.Host, other.Host);
        SourceCredentials credentials = new(new(stub.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer secret" });

        using FetchAnswer answer = await http.SendAsync(new FetchRequest(stub.Address) { Credentials = credentials }, TestContext.Current.CancellationToken);

        Assert.Equal("file", await answer.Response!.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["Bearer secret", "Bearer secret"], stub.Log.Select(asked => asked.Authorization));
        Assert.Null(Assert.Single(other.Log).Authorization);
        Assert.All(stub.Log.Concat(other.Log), asked => Assert.Null(asked.Cookie));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, UrlCodes.TooManyRedirects)]
    public async Task Redirects_are_followed_five_times(int redirects, string? code)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) => before < redirects ? Redirect(context, $"/{before}") : context.Response.WriteAsync("file"));
        using SafeHttp http = Http(stub.Host);

        using FetchAnswer answer = await http.SendAsync(new(stub.Address), TestContext.Current.CancellationToken);

        Assert.Equal(code, answer.Refusal?.Code);
        Assert.Equal(6, stub.Log.Count);
    }

    [Fact]
    public async Task An_answer_without_end_of_head_is_refused()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using SafeHttp http = Http($"127.0.0.1:{port}");
        Task serve = ServeEndlessHeadAsync(listener);

        using FetchAnswer answer = await http.SendAsync(new($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);

        Assert.Equal(SourceCodes.BadAnswer, answer.Refusal?.Code);
        await serve;
    }

    [Fact]
    public async Task Nothing_listening_is_an_unavailable_source()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using SafeHttp http = Http($"127.0.0.1:{port}");

        using FetchAnswer answer = await http.SendAsync(new($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);

        Assert.Equal(SourceCodes.Unavailable, answer.Refusal?.Code);
    }

    [Fact]
    public async Task No_row_of_the_matrix_that_is_to_be_refused_connects_anywhere()
    {
        string[] lines = await File.ReadAllLinesAsync(SharedData.Require("hostile/ssrf-matrix.jsonl"), TestContext.Current.CancellationToken);
        List<string> connected = [];
        int allowed = 0;
        foreach (string line in lines)
        {
            // Redirects, pages and second visits need answers: the rehearsal covers them.
            var row = GuardRow.Read(line);
            if (row.Redirects.Count > 0 || row.Html is not null || row.Phase is not null)
                continue;
            FetchOptions options = new() { AllowedPrivateHosts = row.AllowList?.Split(',') ?? [], OwnHosts = ["medagg.example"] };
            Recorder dialled = new();
            using SafeHttp http = new(new(new RowResolver(row), Options.Create(options)), Options.Create(options), TimeProvider.System, NullLogger<SafeHttp>.Instance, dialled.DialAsync);
            using FetchAnswer answer = await http.SendAsync(new(row.Url), TestContext.Current.CancellationToken);
            if (line.Contains("\"expected\": \"allow\"", StringComparison.Ordinal))
                allowed += dialled.Addresses.Count > 0 ? 1 : 0;
            else if (dialled.Addresses.Count > 0)
                connected.Add(row.Id + " " + row.Url);
        }

        Assert.Empty(connected);
        Assert.True(allowed > 30);
    }

    private static Task Redirect(HttpContext context, string location)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private static async Task ServeEndlessHeadAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using NetworkStream stream = client.GetStream();
        byte[] head = [.. "HTTP/1.1 200 OK\r\nX-A: "u8, .. Enumerable.Repeat((byte)'a', 1 << 20)];
        await Task.WhenAny(stream.WriteAsync(head).AsTask());
    }

    private static SafeHttp Http(params string[] allowed)
    {
        IOptions<FetchOptions> options = Options.Create(new FetchOptions { AllowedPrivateHosts = allowed });
        return new(new(new DnsResolver(), options), options, TimeProvider.System, NullLogger<SafeHttp>.Instance);
    }

    private sealed class Recorder
    {
        public List<IPAddress> Addresses { get; } = [];

        public ValueTask<Stream> DialAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
        {
            Addresses.AddRange(addresses);
            throw new SocketException((int)SocketError.HostUnreachable);
        }
    }
}
