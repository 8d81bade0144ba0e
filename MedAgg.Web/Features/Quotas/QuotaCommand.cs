using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Quotas;

/// <summary><c>quota</c>: what teams keep and may keep.</summary>
internal static class QuotaCommand
{
    public static Command Create(OpenToolHost open)
    {
        var team = new Option<string?>("--team") { Description = "Only this team, by name.", HelpName = "T" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("quota", "Tell what teams keep and may keep; the limits are in section Quotas of the settings.") { team, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            IReadOnlyList<TeamQuota> quotas = await host.Services.GetRequiredService<TeamQuotas>().ListAsync(cancellationToken);
            if (parsed.GetValue(team) is { } name)
                quotas = quotas.Any(Named) ? [.. quotas.Where(Named)] : throw new RefusedException("TEAM_UNKNOWN", $"There is no team \"{name}\".");
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { Teams = quotas }, JsonOutput.Options) : string.Join(Environment.NewLine, quotas.Select(Line)));
            return ExitCode.Done;

            bool Named(TeamQuota quota) => string.Equals(quota.Team, name, StringComparison.OrdinalIgnoreCase);
        });
        return command;
    }

    private static string Line(TeamQuota quota) => FormattableString.Invariant(
        $"{quota.Team}: {quota.Bytes} of {quota.Limits.Bytes} bytes, {quota.Files} of {quota.Limits.Files} files, {quota.Unfinished} of {quota.Limits.Unfinished} ingestions open");
}
