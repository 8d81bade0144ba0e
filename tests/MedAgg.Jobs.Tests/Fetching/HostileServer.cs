using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MedAgg.Jobs.Tests.Storage;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>The shared faulty source, started for one test where its script and Python are on this machine.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpListenerClient _log;

    private HostileServer(Process process, int port)
    {
        _process = process;
        Host = $"127.0.0.1:{port}";
        _log = new(port);
    }

    public string Host { get; }

    public string Url(string path) => $"http://{Host}/{path}";

    public static async Task<HostileServer> StartAsync(CancellationToken cancellationToken)
    {
        string script = SharedData.Require("hostile/tools/hostile_http.py");
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("python3", [script, $"{port}", SharedData.Require("hostile/files")]) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not on this machine.");
            throw;
        }

        HostileServer server = new(process, port);
        for (int i = 0; ; i++)
        {
            try
            {
                await server.LogAsync(cancellationToken);
                return server;
            }
            catch (SocketException) when (i < 100)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <summary>What clients asked for so far.</summary>
    public async Task<IReadOnlyList<Asked>> LogAsync(CancellationToken cancellationToken)
    {
        string text = await _log.GetAsync("/_log", cancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Asked>(line, JsonSerializerOptions.Web)!)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>One request as the server saw it.</summary>
    internal sealed record Asked(double T, string Path, string? Range, string? Auth, string? Cookie)
    {
        [System.Text.Json.Serialization.JsonPropertyName("if_range")]
        public string? IfRange { get; init; }
    }

    /// <summary>A plain GET without the product's client, which is what is under test.</summary>
    private sealed class HttpListenerClient(int port)
    {
        public async Task<string> GetAsync(string path, CancellationToken cancellationToken)
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await using NetworkStream stream = client.GetStream();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), cancellationToken);
            using StreamReader reader = new(stream);
            string answer = await reader.ReadToEndAsync(cancellationToken);
            return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        }
    }
}
