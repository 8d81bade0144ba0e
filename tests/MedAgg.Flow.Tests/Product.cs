using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using MedAgg.Testing;

namespace MedAgg.Flow.Tests;

/// <summary>The product as its users have it: processes, started by <c>up</c> in a fresh data folder, stopped by Ctrl-C.</summary>
public sealed partial class Product : IAsyncLifetime
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private readonly StringBuilder _output = new();
    private Process? _up;

    /// <summary>Data folder of this run.</summary>
    public string Data { get; } = Path.Combine(Path.GetTempPath() is { Length: < 40 } temporary ? temporary : "/tmp/", $"medagg-flow-{Guid.NewGuid():N}"[..20]);

    public int Port { get; } = HostileServer.FreePort();

    /// <summary>Where a test may start the faulty source, which this product may fetch from, too.</summary>
    public int HostilePort { get; } = HostileServer.FreePort();

    /// <summary>A source of files that this product, and no other, may fetch from.</summary>
    public LoopbackSource Source { get; private set; } = null!;

    /// <summary>The repositories that the product knows, on loopback.</summary>
    public StubSites Sites { get; private set; } = null!;

    public string Address => $"http://localhost:{Port}";

    /// <summary>One-time password of the administrator as <c>up</c> printed it.</summary>
    public string OneTimePassword { get; private set; } = "";

    /// <summary>The web project's own build, with its assets: the copy beside the tests has none.</summary>
    public static string Assembly { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "MedAgg.Web", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "MedAgg.Web.dll"));

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Data, (UnixFileMode)0b111_101_101); // the database's account must be able to enter
        Source = await LoopbackSource.StartAsync();
        Sites = await StubSites.StartAsync(SmallSet());
        _up = Start("up", "--port", $"{Port}");
        _up.OutputDataReceived += (_, e) => Hear(e.Data);
        _up.ErrorDataReceived += (_, e) => Hear(e.Data);
        _up.BeginOutputReadLine();
        _up.BeginErrorReadLine();
        long began = Stopwatch.GetTimestamp();
        while (!Heard().Contains("MedAgg is ready", StringComparison.Ordinal) || !Heard().Contains("Stop with Ctrl-C", StringComparison.Ordinal))
        {
            if (_up.HasExited || Stopwatch.GetElapsedTime(began) > StartPatience)
                throw new InvalidOperationException($"up did not become ready:\n{Heard()}\n{Logs()}");
            await Task.Delay(100);
        }

        OneTimePassword = PasswordLine().Match(Heard()).Groups[1].Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_up is { HasExited: false })
        {
            Signals.Terminate(_up.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _up.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _up.Kill(entireProcessTree: true); // nothing of a test stays behind
                throw new TimeoutException($"up did not end when it was told to:\n{Logs()}");
            }
        }

        _up?.Dispose();
        await Source.DisposeAsync();
        await Sites.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Runs a command of the product to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(withData: true, arguments);

    /// <summary>The same for commands that need no data folder.</summary>
    public async Task<CommandResult> RunAsync(bool withData, params string[] arguments)
    {
        using Process process = Start(withData ? [.. arguments, "--data", Data] : arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"medagg {string.Join(' ', arguments)} did not end:\n{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command that reads a line from its standard input.</summary>
    public async Task<CommandResult> SayAsync(string line, params string[] arguments)
    {
        using Process process = Start([.. arguments, "--data", Data]);
        await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Process ids of the running job nodes.</summary>
    public IReadOnlyList<int> Workers() => Signals.Children(_up!.Id, "worker");

    public async Task<bool> IsHealthyAsync()
    {
        using var wire = new HttpMessageInvoker(new SocketsHttpHandler());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var question = new HttpRequestMessage(HttpMethod.Get, $"{Address}/health");
        using HttpResponseMessage answer = await wire.SendAsync(question, patience.Token);
        return answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync(patience.Token) == "Healthy";
    }

    /// <summary>Files of the newest version of a dataset that the store knows so far.</summary>
    public async Task<long> CountFilesAsync(string slug)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(Data, "postgres", "socket"),
            Username = "medagg",
            Database = "medagg",
        }.ConnectionString);
        await using Npgsql.NpgsqlCommand command = source.CreateCommand(
            "select count(*) from dataset_file f join dataset_version v on v.id = f.version_id join dataset d on d.id = v.dataset_id where d.slug = $1");
        command.Parameters.AddWithValue(slug);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What the nodes wrote, for the message of a failed test.</summary>
    public string Logs() =>
        string.Join('\n', Directory.Exists(Path.Combine(Data, "logs"))
            ? Directory.EnumerateFiles(Path.Combine(Data, "logs"), "*.log").Select(file => $"--- {Path.GetFileName(file)}\n{Tail(file)}")
            : []);

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["MEDAGG_DATA"] = Data;
        start.Environment.Remove("ConnectionStrings__MedAgg");
        // The tests' own source stands on loopback, which the guard refuses for everybody else.
        start.Environment["Fetching__AllowedPrivateHosts__0"] = Source.Host;
        start.Environment["Fetching__AllowedPrivateHosts__1"] = $"127.0.0.1:{HostilePort}";
        start.Environment["Fetching__IdleTimeout"] = "00:00:10";
        start.Environment["Fetching__HeaderTimeout"] = "00:00:20";
        start.Environment["Fetching__RateWindow"] = "00:00:10";
        start.Environment["Fetching__MaxTimeInVain"] = "00:00:15";
        start.Environment["Fetching__MaxUnstatedBytes"] = $"{256 << 20}";
        foreach ((string key, string? value) in Sites.Settings())
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private static byte[] SmallSet()
    {
        MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in new[] { ("labels.csv", "file,finding\na.png,no\n"), ("README.md", "# A set of a test\n") })
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    private void Hear(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private string Heard()
    {
        lock (_output)
            return _output.ToString();
    }

    private static string Tail(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(60));
    }

    [GeneratedRegex(@"one-time password: (\S+)")]
    private static partial Regex PasswordLine();
}

/// <summary>What a command left behind.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);
