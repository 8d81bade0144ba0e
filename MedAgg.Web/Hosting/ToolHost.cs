namespace MedAgg.Web.Hosting;

/// <summary>An installation opened for one command: services without a web server.</summary>
internal sealed class ToolHost : IAsyncDisposable
{
    private readonly Installation _installation;
    private readonly IHost _host;

    private ToolHost(Installation installation, IHost host)
    {
        _installation = installation;
        _host = host;
    }

    public IServiceProvider Services => _host.Services;

    /// <summary>Opens the installation, migrates and seeds it, and starts what runs in the background (change feed, index).</summary>
    /// <param name="runsJobs">Whether this process works on jobs, too.</param>
    public static async Task<ToolHost> OpenAsync(string? dataFolder, bool runsJobs, CancellationToken cancellationToken)
    {
        Installation installation = await Installation.OpenAsync(dataFolder, cancellationToken);
        try
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
            builder.Configuration.AddEnvironmentVariables();
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
            builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Services.AddMedAggNode(installation.Settings, builder.Configuration, runsJobs);
            IHost host = builder.Build();
            await host.Services.GetRequiredService<Preparation>().RunAsync(cancellationToken);
            await host.StartAsync(cancellationToken);
            return new(installation, host);
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        await _installation.DisposeAsync();
    }
}
