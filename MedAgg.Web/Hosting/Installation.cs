using MedAgg.Web.Commands;

namespace MedAgg.Web.Hosting;

/// <summary>
/// The database and the data folder behind one process: the configured server, or the embedded one, which the first process starts and
/// stops and later ones attach to.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _postgres;

    private Installation(NodeSettings settings, EmbeddedPostgres? postgres)
    {
        Settings = settings;
        _postgres = postgres;
    }

    public NodeSettings Settings { get; }

    public bool IsEmbedded => _postgres is not null;

    public static async Task<Installation> OpenAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        DataFolder data = DataFolder.Choose(dataFolder);
        IConfiguration configuration = CommandConfiguration.Read();
        if (configuration.GetConnectionString("MedAgg") is { Length: > 0 } configured)
            return new(new(configured, data), null);

        EmbeddedPostgres postgres = await EmbeddedPostgres.StartAsync(data, cancellationToken);
        return new(new(postgres.ConnectionString, data), postgres);
    }

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
}
