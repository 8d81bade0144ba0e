using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Teams;
using MedAgg.Jobs;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Features.Quotas;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Web.Tests.Features.Ingestion;

/// <summary>The use cases and queries of ingestions and collections over a database and a blob folder of their own; nobody works on the jobs.</summary>
public sealed class Doors : IAsyncLifetime
{
    /// <summary>Unfinished jobs that an account may have here.</summary>
    public const int MaxUnfinished = 3;

    /// <summary>Unfinished jobs that a team may have here.</summary>
    public const int MaxUnfinishedOfTeam = 2;

    private DirectoryInfo? _folder;
    private TestDatabase? _database;
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public Task<MedAggContext> OpenAsync() => _database!.OpenAsync(Token);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("medagg-doors-");
        _database = await TestDatabase.CreateAsync(Token);
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = Path.Combine(_folder.FullName, "blobs"),
            ["Storage:WorkFolder"] = Path.Combine(_folder.FullName, "work"),
            ["Ingestion:Door:MaxUnfinishedPerAccount"] = $"{MaxUnfinished}",
            ["Quotas:MaxUnfinished"] = $"{MaxUnfinishedOfTeam}",
            ["Ingestion:Door:MaxUploadBytes"] = "4000000",
            ["Fetching:AllowedPrivateHosts:0"] = "127.0.0.1",
        }).Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(_ => TaxonomyLoader.LoadShipped());
        services.AddMedAggStore(_database.ConnectionString);
        services.AddMedAggJobs(_database.ConnectionString, configuration, runsJobs: false);
        services.AddIngestionFeature();
        services.AddQuotasFeature();
        services.AddCollectionsFeature();
        _services = services.BuildServiceProvider();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    /// <summary>A fresh account without a team.</summary>
    public async Task<Actor> PersonAsync(string name)
    {
        await using MedAggContext context = await OpenAsync();
        User user = new() { Id = Guid.NewGuid(), UserName = $"{name}-{Guid.NewGuid():N}", DisplayName = name, CreatedAt = TimeProvider.System.GetUtcNow() };
        context.Users.Add(user);
        await context.SaveChangesAsync(Token);
        return new() { UserId = user.Id };
    }

    /// <summary>A fresh team of these people; each gets his rights anew.</summary>
    public async Task<(long Id, Actor Owner, Actor Member)> TeamAsync(Actor owner, Actor member, TeamRole role)
    {
        await using MedAggContext context = await OpenAsync();
        Team team = new("Team", owner.UserId!.Value, TimeProvider.System.GetUtcNow());
        team.Admit(member.UserId!.Value, role, TimeProvider.System.GetUtcNow());
        context.Teams.Add(team);
        await context.SaveChangesAsync(Token);
        return (team.Id, owner with { Teams = new Dictionary<long, TeamRole> { [team.Id] = TeamRole.Owner } }, member with { Teams = new Dictionary<long, TeamRole> { [team.Id] = role } });
    }
}
