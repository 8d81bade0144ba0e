using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Licences;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Credentials;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Ingestion;

/// <summary><c>ingest</c>: brings a source into the catalogue from a terminal, with the very use case of the page.</summary>
internal static class IngestCommand
{
    public static Command Create(OpenToolHost open)
    {
        var source = new Argument<string>("URL|PATH") { Description = "An address, or a file or folder on this machine." };
        var name = new Option<string?>("--name") { Description = "Name of the dataset; default: the source's own.", HelpName = "N" };
        var team = new Option<string?>("--team") { Description = "Team that shall own the dataset, by name.", HelpName = "T" };
        var wait = new Option<bool>("--wait") { Description = "Follow the job to its end; works on it itself when no job node does." };
        var accept = new Option<bool>("--accept-licence") { Description = "Accept the terms that the source states." };
        var credential = new Option<string?>("--credential") { Description = "Name of a stored credential; default: the one for the host of the source.", HelpName = "NAME" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what the source is and what would be fetched." };
        var choice = new ChoiceOptions();
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("ingest", "Fetch and inspect a source.") { source, name, team, wait, accept, credential, dryRun, json, data };
        choice.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool looks = parsed.GetValue(dryRun);
            bool waits = parsed.GetValue(wait) && !looks;
            await using IToolHost host = await open(parsed.GetValue(data), waits, cancellationToken);
            long? teamId = await TeamAsync(host.Services, parsed.GetValue(team), cancellationToken);
            IngestionSource asked = SourceOf(parsed.GetRequiredValue(source)) with
            {
                ChoiceJson = choice.Read(parsed).ToJson(),
                CredentialId = await CredentialAsync(host.Services, parsed.GetValue(credential), cancellationToken),
            };
            if (looks)
                return await LookAsync(host.Services, asked, parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(accept))
                await AcceptAsync(host.Services, asked, cancellationToken);
            var order = new IngestionOrder(asked) { Name = parsed.GetValue(name), TeamId = teamId };
            StartedIngestion started = await host.Services.GetRequiredService<StartIngestion>().RunAsync(Actor.Terminal, order, cancellationToken);
            long id = started.Id ?? throw new RefusedException(started.Refusal!);
            JobView job = waits
                ? await FollowAsync(host.Services, id, cancellationToken)
                : await FindAsync(host.Services, id, cancellationToken);
            return await TellAsync(job, parsed.GetValue(json));
        });
        return command;
    }

    private static async Task AcceptAsync(IServiceProvider services, IngestionSource source, CancellationToken cancellationToken)
    {
        (LicenceTerms? terms, Refusal? refusal) = await services.GetRequiredService<AcceptTerms>().RunAsync(Actor.Terminal, source, shown: null, cancellationToken);
        if (terms is null)
            throw new RefusedException(refusal!);
        await Console.Error.WriteLineAsync($"Accepted: {terms.Stated ?? "no licence stated"}");
    }

    /// <summary>What exists on this machine is a path; everything else is an address, which its providers judge.</summary>
    internal static IngestionSource SourceOf(string text) => File.Exists(text) || Directory.Exists(text)
        ? new() { Kind = SourceKind.ServerPath, Location = Path.GetFullPath(text) }
        : new() { Kind = SourceKind.Url, Location = text };

    private static async Task<long?> CredentialAsync(IServiceProvider services, string? name, CancellationToken cancellationToken) =>
        name is null ? null
        : (await services.GetRequiredService<CredentialVault>().ListAsync(Actor.Terminal.UserId, cancellationToken)).FirstOrDefault(stored => stored.Name == name)?.Id
            ?? throw new RefusedException(DoorCodes.CredentialUnknown, $"There is no credential \"{name}\": see medagg credential list.");

    private static async Task<int> LookAsync(IServiceProvider services, IngestionSource source, bool json, CancellationToken cancellationToken)
    {
        SourcePreview preview = await services.GetRequiredService<SourcePreviewQueries>().LookAsync(Actor.Terminal, source, cancellationToken);
        if (preview.Refusal is { } refusal)
            throw new RefusedException(refusal);
        if (preview.IsSilent)
            throw new RefusedException("SOURCE_UNAVAILABLE", "The source did not say in time what it is; an ingestion has more patience.");
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(SourceReport.Of(preview), JsonOutput.Options) : SourceSummary.Of(preview.Plan!));
        return ExitCode.Done;
    }

    private static async Task<long?> TeamAsync(IServiceProvider services, string? name, CancellationToken cancellationToken) =>
        name is null ? null
        : await services.GetRequiredService<IngestionQueries>().TeamAsync(name, cancellationToken)
            ?? throw new RefusedException("TEAM_UNKNOWN", $"There is no team \"{name}\".");

    private static async Task<JobView> FindAsync(IServiceProvider services, long id, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IngestionQueries>().FindAsync(Actor.Terminal, id, cancellationToken)
            ?? throw new RefusedException(IngestionQueries.Unknown(id));

    private static async Task<JobView> FollowAsync(IServiceProvider services, long id, CancellationToken cancellationToken)
    {
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        using var line = new ProgressLineWriter(Console.Error, !Console.IsErrorRedirected);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(300), clock);
        try
        {
            while (true)
            {
                JobView job = await FindAsync(services, id, cancellationToken);
                line.Write(Said(job.Row, clock.GetUtcNow()));
                if (job.Row.IsFinished)
                    return job;
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            line.Clear();
            await Console.Error.WriteLineAsync($"Job {id} is kept: a job node goes on with it (medagg up, or medagg worker).");
            throw;
        }
    }

    /// <summary>One line about a running job.</summary>
    internal static string Said(JobRow row, DateTimeOffset now)
    {
        if (JobProgress.Current(row.Stages) is not { } stage)
            return FormattableString.Invariant($"{Math.Floor(row.Share * 100),3:0}%  {row.Status.ToString().ToLowerInvariant()}");

        string files = stage.Total is { } total ? FormattableString.Invariant($"{stage.Done} of {total} files") : FormattableString.Invariant($"{stage.Done} files");
        string rate = JobProgress.BytesPerSecond(stage, now) is { } speed ? FormattableString.Invariant($", {speed / (1024 * 1024):0.0} MiB/s") : "";
        string refused = stage.Refused > 0 ? FormattableString.Invariant($", {stage.Refused} refused") : "";
        return FormattableString.Invariant($"{Math.Floor(row.Share * 100),3:0}%  {stage.Name.ToString().ToLowerInvariant()}: {files}{rate}{refused}");
    }

    private static async Task<int> TellAsync(JobView job, bool json)
    {
        var report = IngestionReport.Of(job);
        if (json)
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, JsonOutput.Options));
        else
            await Console.Out.WriteLineAsync(Summary(report));
        if (report.Error is { } error)
            await Console.Error.WriteLineAsync(error.ToString());
        else if (report.Status == IngestionStatus.Cancelled)
            await Console.Error.WriteLineAsync($"CANCELLED: job {report.IngestionId} was cancelled.");
        return report.Status is IngestionStatus.Failed or IngestionStatus.Cancelled ? ExitCode.Refused : ExitCode.Done;
    }

    private static string Summary(IngestionReport report)
    {
        string head = FormattableString.Invariant($"ingestion {report.IngestionId}: {report.Status.ToString().ToLowerInvariant()}");
        if (report.Dataset is { } dataset && report.VersionNumber is { } version)
            head += FormattableString.Invariant($", dataset {dataset} version {version}");
        return report.Counts is { } counts
            ? head + Environment.NewLine + FormattableString.Invariant(
                $"{counts.Files} files: {counts.Images} images, {counts.Tables} tables, {counts.Documents} documents, {counts.Others} others, {counts.Refusals} refused; {counts.Patients} patients, {counts.Series} series, {counts.Bytes} bytes")
            : head;
    }
}
