using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Hosting;

/// <summary><c>up</c>: database, web node and job node of one machine, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the web pages on this machine.", DefaultValueFactory = _ => 5080 };
        Option<string?> data = CommonOptions.Data();
        var command = new Command("up", "Start everything on this machine: database, web pages, job node.") { port, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(port), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int port, string? dataFolder, CancellationToken cancellationToken)
    {
        RefuseTakenPort(port);
        long began = Stopwatch.GetTimestamp();
        await using Installation installation = await Installation.OpenAsync(dataFolder, cancellationToken);
        string? password = await PrepareAsync(installation, cancellationToken);

        string address = $"http://localhost:{port}";
        await using var web = new Supervisor("web", ["serve", "--port", $"{port}"], installation.Settings, cancellationToken);
        await using var worker = new Supervisor("worker", ["worker"], installation.Settings, cancellationToken);
        web.Start();
        worker.Start();
        await WaitUntilHealthyAsync(port, web, cancellationToken);

        Console.WriteLine($"MedAgg is ready: {address}  ({Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s)");
        if (password is not null)
            Console.WriteLine($"Administrator: {AccountAdministration.FirstUserName}   one-time password: {password}");
        Console.WriteLine($"Data: {installation.Settings.Data.Path}   Stop with Ctrl-C.");
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Console.Error.WriteLineAsync("Stopping …");
        return ExitCode.Done;
    }

    private static async Task<string?> PrepareAsync(Installation installation, CancellationToken cancellationToken)
    {
        ServiceCollection services = new();
        services.AddLogging();
        ConfigurationBuilder sources = new();
        CommandConfiguration.AddTo(sources);
        NodeConfiguration.PutDefaults(sources, installation.Settings);
        IConfiguration configuration = sources.Build();
        services.AddSingleton(configuration);
        services.AddMedAggNode(installation.Settings, configuration, runsJobs: false).AddMedAggAccounts();
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Preparation>().RunAsync(cancellationToken);
        await using AsyncServiceScope scope = provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountAdministration>().EnsureFirstAsync(cancellationToken);
    }

    private static void RefuseTakenPort(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException exception)
        {
            throw new RefusedException(new Refusal("PORT_TAKEN", $"Port {port} is in use: stop what uses it, or choose another with --port."), exception);
        }
    }

    private static async Task WaitUntilHealthyAsync(int port, Supervisor web, CancellationToken cancellationToken)
    {
        const int Tries = 1800; // three minutes: a small machine that builds something else meanwhile
        for (int i = 0; i < Tries; i++)
        {
            if (await HealthProbe.IsHealthyAsync(port, cancellationToken))
                return;
            await Task.Delay(100, cancellationToken);
        }

        throw new RefusedException("START_FAILED", $"The web node did not become healthy within three minutes; its log: {web.LogFile}");
    }
}
