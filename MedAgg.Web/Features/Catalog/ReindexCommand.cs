using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Search;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Catalog;

/// <summary><c>reindex</c>: builds the search index anew from the store, here and on every running node.</summary>
internal static class ReindexCommand
{
    public static Command Create(OpenToolHost open)
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("reindex", "Build the search index anew from the store, on every node.") { json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            IDatasetIndex index = host.Services.GetRequiredService<IDatasetIndex>();
            long began = Stopwatch.GetTimestamp();
            index.Replace(await host.Services.GetRequiredService<IndexEntryQueries>().AllAsync(cancellationToken));
            double seconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3);
            await host.Services.GetRequiredService<IChangeFeed>().PublishAsync(new(ChangeKind.SearchIndex, "*"), cancellationToken);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { datasets = index.Count, seconds }, JsonOutput.Options)
                : string.Create(CultureInfo.InvariantCulture, $"{index.Count} datasets indexed in {seconds} s; running nodes build theirs anew now"));
            return ExitCode.Done;
        });
        return command;
    }
}
