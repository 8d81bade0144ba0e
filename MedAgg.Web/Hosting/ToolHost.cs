using MedAgg.Web.Commands;

namespace MedAgg.Web.Hosting;

/// <inheritdoc />
internal sealed class ToolHost : IToolHost
{
    private readonly Installation _installation;
    private readonly IHost _host;

    private ToolHost(Installation installation, IHost host)
    {
        _installation = installation;
        _host = host;
    }

    public IServiceProvider Services => _host.Services;

    /// <inheritdoc cref="OpenToolHost" />
    public static async Task<IToolHost> OpenAsync(string? dataFolder, bool runsJobs, CancellationToken cancellationToken)
    {
        Installation installation = await Installation.OpenAsync(dataFolder, cancellationToken);
        try
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
            CommandConfiguration.AddTo(builder.Configuration);
            NodeConfiguration.PutDefaults(builder.Configuration, installation.Settings);
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
                .AddFilter("MedAgg.Jobs", LogLevel.Error) // how a job ends is the command's last line, and the job's own log tells the rest
                .AddFilter("Quartz", LogLevel.Error) // commands that ended look like failed nodes to the next one
                .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error) // where its keys lie is told in docs/sources.md, not at each command
                .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None); // a failed command comes as an exception
            builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Services.AddMedAggNode(installation.Settings, builder.Configuration, runsJobs).AddMedAggAccounts();
            IHost host = builder.Build();
            await host.Services.GetRequiredService<Preparation>().RunAsync(cancellationToken);
            await host.StartAsync(cancellationToken);
            return new ToolHost(installation, host);
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
