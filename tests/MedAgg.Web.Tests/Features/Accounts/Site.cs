using System.Globalization;
using MedAgg.Testing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Web.Tests.Features.Accounts;

/// <summary>A whole web node on a free port of this machine, over a database of its own.</summary>
public sealed class Site : IAsyncLifetime
{
    /// <summary>More than any class of tests posts, few enough to run into on purpose.</summary>
    public const int PostsPerMinute = 200;

    private TestDatabase? _database;
    private WebApplication? _app;
    private DirectoryInfo? _data;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    internal Browser Open() => new(Address);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("Accounts__PostsPerMinute", PostsPerMinute.ToString(CultureInfo.InvariantCulture));
        _database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        _data = Directory.CreateTempSubdirectory("medagg-site-");
        _app = WebNode.Build(new NodeSettings(_database.ConnectionString, DataFolder.Choose(_data.FullName)), "http://127.0.0.1:0");
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Urls.Single());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _data?.Delete(recursive: true);
    }

    /// <summary>An account as <c>medagg user add</c> makes it; its one-time password.</summary>
    public async Task<string> AddUserAsync(string name)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountAdministration>().AddAsync(name, isAdministrator: false, TestContext.Current.CancellationToken);
    }
}
