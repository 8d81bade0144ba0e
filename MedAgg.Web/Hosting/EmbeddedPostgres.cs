using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace MedAgg.Web.Hosting;

/// <summary>
/// A private PostgreSQL cluster in the data folder, reached only through a socket that nobody else may open.
/// Whoever started it stops it; a second process attaches to the running one.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Database = "medagg";
    private readonly string _programs;
    private readonly string _cluster;
    private readonly bool _isOwner;

    private EmbeddedPostgres(string programs, string cluster, string connectionString, bool isOwner)
    {
        _programs = programs;
        _cluster = cluster;
        ConnectionString = connectionString;
        _isOwner = isOwner;
    }

    public string ConnectionString { get; }

    /// <summary>Makes the cluster when there is none, starts it when it does not run, makes the database when it is missing.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(DataFolder data, CancellationToken cancellationToken)
    {
        string programs = PostgresPrograms.Find();
        Directory.CreateDirectory(data.Postgres);
        string cluster = Path.Combine(data.Postgres, "cluster");
        string socket = SocketFolder(data);

        await using FileStream alone = await LockAsync(Path.Combine(data.Path, "postgres.lock"), cancellationToken);
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
            await InitialiseAsync(programs, data, cluster, cancellationToken);
        bool isRunning = await IsRunningAsync(programs, cluster, cancellationToken);
        if (!isRunning)
            await LaunchAsync(programs, cluster, socket, data, cancellationToken);

        string connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = socket,
            Username = "medagg",
            Database = Database,
            MaxPoolSize = 40,
            ApplicationName = "medagg",
        }.ConnectionString;
        await CreateDatabaseAsync(connectionString, cancellationToken);
        return new(programs, cluster, connectionString, isOwner: !isRunning);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isOwner)
            return;

        NpgsqlConnection.ClearAllPools();
        await PostgresProcess.RunAsync(_programs, "pg_ctl", ["-D", _cluster, "-m", "fast", "-w", "-t", "20", "stop"], CancellationToken.None);
    }

    private static async Task InitialiseAsync(string programs, DataFolder data, string cluster, CancellationToken cancellationToken)
    {
        // Into a new folder, then renamed: a run that was killed half-way leaves no half cluster behind.
        string fresh = cluster + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        await PostgresProcess.GiveToAccountAsync(data.Postgres, cancellationToken);
        await PostgresProcess.RunAsync(programs, "initdb", ["-D", fresh, "-U", "medagg", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], cancellationToken);
        Directory.Move(fresh, cluster);
    }

    private static async Task LaunchAsync(string programs, string cluster, string socket, DataFolder data, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(socket);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await PostgresProcess.GiveToAccountAsync(socket, cancellationToken);
        string settings = $"-c listen_addresses= -c unix_socket_directories={socket} -c unix_socket_permissions=0700 -c max_connections=120";
        string log = Path.Combine(data.Postgres, "server.log");
        await PostgresProcess.RunAsync(programs, "pg_ctl", ["-D", cluster, "-w", "-t", "60", "-s", "-l", log, "-o", settings, "start"], cancellationToken);
    }

    private static async Task CreateDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        var admin = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(admin.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        exists.Parameters.AddWithValue(Database);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
            return;

        await using var create = new NpgsqlCommand($"create database {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> IsRunningAsync(string programs, string cluster, CancellationToken cancellationToken)
    {
        (int exitCode, _) = await PostgresProcess.TryRunAsync(programs, "pg_ctl", ["-D", cluster, "status"], cancellationToken);
        return exitCode == 0;
    }

    // A socket's path may have 107 bytes: a deep data folder gets a short one elsewhere.
    private static string SocketFolder(DataFolder data)
    {
        string beside = Path.Combine(data.Postgres, "socket");
        if (Encoding.UTF8.GetByteCount(beside) <= 80)
            return beside;

        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Path)))[..12];
        return Path.Combine(Path.GetTempPath(), "medagg-" + name);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100, cancellationToken); // another process is starting or stopping the same cluster
            }
        }
    }
}
