using System.CommandLine;
using MedAgg.Imaging.Pixels;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Hosting;

/// <summary><c>worker</c>: a job node. It parses hostile files, so that the pages never do.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        Option<string?> data = CommonOptions.Data();
        var command = new Command("worker", "Run a job node.") { data };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        NativeCodecs.Allowed = true; // in this process only: the pages never run native code on fetched bytes
        await using Installation installation = await Installation.OpenAsync(dataFolder, cancellationToken);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        NodeConfiguration.PutDefaults(builder.Configuration, installation.Settings);
        builder.Services.AddMedAggNode(installation.Settings, builder.Configuration, runsJobs: true);
        using IHost host = builder.Build();
        await host.Services.GetRequiredService<Preparation>().RunAsync(cancellationToken);
        await host.RunAsync(cancellationToken);
        return ExitCode.Done;
    }
}
