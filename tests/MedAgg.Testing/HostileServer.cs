using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAgg.Testing;

/// <summary>The shared faulty source on loopback, where its script and Python are on this machine.</summary>
public sealed class HostileServer : IAsyncDisposable
{
    private const int Looks = 200;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly int _port;

    private HostileServer(Process process, int port)
    {
        _process = process;
        _port = port;
    }

    /// <summary>As an allow-list names it.</summary>
    public string Host => $"127.0.0.1:{_port}";

    public string Url(string path) => $"http://{Host}/{path}";

    /// <summary>A port of loopback that nobody listens at.</summary>
    public static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <returns>Null where the script or Python is absent.</returns>
    public static async Task<HostileServer?> StartAsync(int port, CancellationToken cancellationToken)
    {
        if (SharedData.Find("hostile/tools/hostile_http.py") is not { } script || SharedData.Find("hostile/files") is not { } files)
            return null;
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("python3", [script, $"{port}", files]) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        HostileServer server = new(process, port);
        for (int look = 0; ; look++)
        {
            try
            {
                await server.LogAsync(cancellationToken);
                return server;
            }
            catch (SocketException) when (look < Looks)
            {
                await Task.Delay(Look, cancellationToken);
            }
        }
    }

    /// <summary>What clients asked for so far, asked with a plain GET: the product's client is what is under test.</summary>
    public async Task<IReadOnlyList<HostileRequest>> LogAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /_log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), cancellationToken);
        using StreamReader reader = new(stream);
        string answer = await reader.ReadToEndAsync(cancellationToken);
        string log = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<HostileRequest>(line, JsonSerializerOptions.Web)!)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>One request as the server saw it.</summary>
/// <param name="T">Seconds of its clock.</param>
/// <param name="Path">With the query.</param>
/// <param name="Range">The head of that name; null without one, as the others.</param>
public sealed record HostileRequest(double T, string Path, string? Range, string? Auth, string? Cookie)
{
    [JsonPropertyName("if_range")]
    public string? IfRange { get; init; }
}
