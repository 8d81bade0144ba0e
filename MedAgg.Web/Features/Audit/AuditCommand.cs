using System.CommandLine;
using System.Text.Json;
using MedAgg.Jobs.Audit;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Audit;

/// <summary><c>audit</c>: six counts of what is wrong between database and storage.</summary>
internal static class AuditCommand
{
    public static Command Create(OpenToolHost open)
    {
        var deep = new Option<bool>("--deep") { Description = "Hash every blob instead of a sample." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("audit", "Count what is wrong between database and storage; all 0 when sound.") { deep, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            AuditReport report = await host.Services.GetRequiredService<StorageAudit>().RunAsync(parsed.GetValue(deep), cancellationToken);
            if (parsed.GetValue(json))
                Console.WriteLine(ToJson(report));
            else
                Print(report);
            return report.IsSound ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static string ToJson(AuditReport report)
    {
        Dictionary<string, object> fields = report.Counts.ToDictionary(count => count.Name, count => (object)count.Count.Count);
        fields["blobs"] = report.Blobs;
        fields["blobs_hashed"] = report.BlobsHashed;
        fields["examples"] = report.Counts.Where(count => count.Count.Count > 0).ToDictionary(count => count.Name, count => count.Count.Examples);
        return JsonSerializer.Serialize(fields, JsonOutput.Options);
    }

    private static void Print(AuditReport report)
    {
        foreach ((string name, AuditCount count) in report.Counts)
            Console.WriteLine($"{name,-20} {count.Count,8}  {string.Join(", ", count.Examples.Take(3))}".TrimEnd());
        Console.WriteLine($"{report.Blobs} blobs, {report.BlobsHashed} of them hashed");
    }
}
