using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Quotas;

/// <summary><c>quota</c>: what teams keep and may keep; <c>quota set</c> gives one numbers of its own.</summary>
internal static class QuotaCommand
{
    public static Command Create(OpenToolHost open)
    {
        var team = new Option<string?>("--team") { Description = "Only this team, by name.", HelpName = "T" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("quota", "Tell what teams keep and may keep; the limits of the site are in section Quotas of the settings.") { team, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            IReadOnlyList<TeamQuota> quotas = await host.Services.GetRequiredService<TeamQuotas>().ListAsync(cancellationToken);
            if (parsed.GetValue(team) is { } name)
                quotas = [Named(quotas, name)];
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { Teams = quotas }, JsonOutput.Options) : string.Join(Environment.NewLine, quotas.Select(Line)));
            return ExitCode.Done;
        });
        command.Add(SetOf(open));
        return command;
    }

    private static Command SetOf(OpenToolHost open)
    {
        var team = new Argument<string>("TEAM") { Description = "Name of the team." };
        var bytes = new Option<string?>("--max-bytes") { Description = "Of published versions, unpacked: 500 GB, 2 TiB, or bytes; without it as for all.", HelpName = "SIZE" };
        var files = new Option<long?>("--max-files") { Description = "Files of published versions; without it as for all.", HelpName = "N" };
        var datasets = new Option<int?>("--max-datasets") { Description = "Datasets; without it as for all.", HelpName = "N" };
        var jobs = new Option<int?>("--max-jobs") { Description = "Ingestions that are not finished; without it as for all.", HelpName = "N" };
        var reason = new Option<string>("--reason") { Description = "Why, in one sentence; it is kept in the audit.", HelpName = "TEXT", Required = true };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("set", "Give a team limits of its own.") { team, bytes, files, datasets, jobs, reason, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            var quotas = host.Services.GetRequiredService<TeamQuotas>();
            TeamQuota found = Named(await quotas.ListAsync(cancellationToken), parsed.GetRequiredValue(team));
            long? size = parsed.GetValue(bytes) is not { } text ? null
                : ByteSize.Parse(text) ?? throw new RefusedException(QuotaDesk.Invalid, $"'{text}' is no size: write 500 GB, 2 TiB or a number of bytes.");
            QuotaChange change = new(size, parsed.GetValue(files), parsed.GetValue(datasets), parsed.GetValue(jobs), parsed.GetRequiredValue(reason));
            if (await host.Services.GetRequiredService<QuotaDesk>().SetAsync(Actor.Terminal, found.TeamId, change, cancellationToken) is { } refusal)
                throw new RefusedException(refusal);
            found = (await quotas.FindAsync(found.TeamId, cancellationToken))!;
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(found, JsonOutput.Options) : Line(found));
            return ExitCode.Done;
        });
        return command;
    }

    private static TeamQuota Named(IReadOnlyList<TeamQuota> quotas, string name) =>
        quotas.FirstOrDefault(quota => string.Equals(quota.Team, name, StringComparison.OrdinalIgnoreCase)) ?? throw new RefusedException(QuotaDesk.UnknownTeam, $"There is no team \"{name}\".");

    private static string Line(TeamQuota quota) => FormattableString.Invariant(
        $"{quota.Team}: {quota.Bytes} of {quota.Limits.Bytes} bytes, {quota.Datasets} of {quota.Limits.Datasets} datasets, {quota.Files} of {quota.Limits.Files} files, {quota.Unfinished} of {quota.Limits.Unfinished} ingestions open");
}
