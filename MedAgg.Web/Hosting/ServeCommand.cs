using System.CommandLine;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Hosting;

/// <summary><c>serve</c>: a web node. <c>up</c> starts one; more of them share database and blobs.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port.", DefaultValueFactory = _ => 5080 };
        var host = new Option<string>("--host") { Description = "Name or address to listen on; 0.0.0.0 for all.", DefaultValueFactory = _ => "localhost" };
        Option<string?> data = CommonOptions.Data();
        var command = new Command("serve", "Run a web node.") { port, host, data };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync($"http://{parsed.GetValue(host)}:{parsed.GetValue(port)}", parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string address, string? dataFolder, CancellationToken cancellationToken)
    {
        await using Installation installation = await Installation.OpenAsync(dataFolder, cancellationToken);
        await using WebApplication app = WebNode.Build(installation.Settings, address);
        await app.Services.GetRequiredService<Preparation>().RunAsync(cancellationToken);
        await app.RunAsync(cancellationToken);
        return ExitCode.Done;
    }
}
