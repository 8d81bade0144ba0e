using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MedAgg.Testing;

/// <summary>
/// A private PostgreSQL cluster for one run of tests: on a unix socket in a temporary folder, started when the first test asks, stopped when the
/// process ends. What a killed run left behind is stopped and deleted by the next one.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // Nothing here outlives the run: only a crash of the machine could lose bytes, never one of the server.
    private const string Careless = "-c fsync=off -c full_page_writes=off -c max_connections=300";
    private const string Hasty = Careless + " -c synchronous_commit=off";

    private const string Prefix = "medagg-pg-";
    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);

    private readonly string _folder;
    private readonly string _binaries;
    private readonly string _options;
    private bool _isStopped;

    private PostgresServer(string folder, string binaries, string options = Hasty)
    {
        _folder = folder;
        _binaries = binaries;
        _options = options;
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The server of this process.</summary>
    public static Task<PostgresServer> SharedAsync() => Started.Value;

    /// <summary>Connection string of a database on this server.</summary>
    /// <param name="database">Its name.</param>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder,
        Username = "medagg",
        Database = database,
        MaxPoolSize = 20,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>A server of the caller's own, which keeps what it has committed when it is restarted; the caller disposes it.</summary>
    public static Task<PostgresServer> StartOwnAsync() => StartAsync(Careless);

    /// <summary>Ends the server at once, as a crash does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await RunAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);
        await LaunchAsync();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private static Task<PostgresServer> StartAsync() => StartAsync(Hasty);

    private static async Task<PostgresServer> StartAsync(string options)
    {
        string temporary = Path.GetTempPath() is { Length: < 60 } path ? path : "/tmp/"; // a socket path holds 107 bytes
        await DeleteLeftoversAsync(temporary);
        string folder = Path.Combine(temporary, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}")[..(Prefix.Length + 16)]);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111); // the server runs as another user when the tests run as root
        PostgresServer server = new(folder, PostgresBinaries.Folder(), options);
        await server.RunAsync("initdb", ["-D", server.Data, "-U", "medagg", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await server.LaunchAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        return server;
    }

    private Task LaunchAsync() => RunAsync("pg_ctl",
    [
        "-D", Data, "-l", Path.Combine(Data, "server.log"), "-w", "-t", "60",
        "-o", $"-k {_folder} -c listen_addresses= {_options}",
        "start",
    ]);

    private void Stop()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        using Process stop = Process.Start(StartInfo("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]))!;
        stop.WaitForExit(TimeSpan.FromSeconds(20));
        Delete(_folder);
    }

    private static async Task DeleteLeftoversAsync(string temporary)
    {
        foreach (string folder in Directory.EnumerateDirectories(temporary, Prefix + "*"))
        {
            string owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out int pid) || Directory.Exists($"/proc/{pid}"))
                continue;
            PostgresServer left = new(folder, PostgresBinaries.Folder());
            if (File.Exists(Path.Combine(left.Data, "postmaster.pid")))
                await left.RunAsync("pg_ctl", ["-D", left.Data, "-m", "immediate", "-w", "stop"], mayFail: true);
            Delete(folder);
        }
    }

    private async Task RunAsync(string program, string[] arguments, bool mayFail = false)
    {
        using Process process = Process.Start(StartInfo(program, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 && !mayFail)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    private ProcessStartInfo StartInfo(string program, string[] arguments)
    {
        ProcessStartInfo info = new(Path.Combine(_binaries, program), arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Environment.IsPrivilegedProcess)
            info.UserName = HasUser("postgres") ? "postgres" : "nobody"; // the server refuses root
        return info;
    }

    private static bool HasUser(string name) => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal));

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"{folder} stays behind: {exception.Message}"); // the next run deletes it
        }
    }
}
