using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MedAgg.Testing;

/// <summary>One migrated database, copied from a template in a few milliseconds and dropped at the end. One for each test class.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string TemplateName = "medagg_template";
    private static readonly Lazy<Task> Template = new(MakeTemplateAsync);

    private readonly PostgresServer _server;
    private readonly string _name;
    private readonly ServiceProvider _services;

    private TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = server.ConnectionString(name);
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddMedAggStore(ConnectionString).BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public IDbContextFactory<MedAggContext> Contexts => _services.GetRequiredService<IDbContextFactory<MedAggContext>>();

    public NpgsqlDataSource Source => _services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<TestDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        await Template.Value;
        PostgresServer server = await PostgresServer.SharedAsync();
        string name = $"t{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"create database {name} template {TemplateName}", cancellationToken);
        return new(server, name);
    }

    /// <summary>A context of this database; the caller disposes it.</summary>
    public Task<MedAggContext> OpenAsync(CancellationToken cancellationToken) => Contexts.CreateDbContextAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await ExecuteAsync(_server, $"drop database if exists {_name} with (force)", CancellationToken.None);
    }

    private static async Task MakeTemplateAsync()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        await ExecuteAsync(server, $"create database {TemplateName}", CancellationToken.None);
        string connection = server.ConnectionString(TemplateName) + ";Pooling=false"; // a template must have no connection
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddMedAggStore(connection).BuildServiceProvider();
        await new StoreMigrator(services.GetRequiredService<IDbContextFactory<MedAggContext>>()).MigrateAsync(CancellationToken.None);
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
