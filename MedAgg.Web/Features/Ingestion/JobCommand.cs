using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Ingestion;

/// <summary><c>job</c>: looks after ingestions from a terminal: list, show, pause, resume, cancel.</summary>
internal static class JobCommand
{
    private delegate Task<Refusal?> Deal(IServiceProvider services, long id, CancellationToken cancellationToken);

    public static Command Create(OpenToolHost open) => new("job", "Look after ingestions.")
    {
        ListOf(open),
        One(open, "show", "How far it is.", (_, _, _) => Task.FromResult<Refusal?>(null)),
        One(open, "pause", "Stop it; what was fetched is kept, also over restarts.", (services, id, token) => services.GetRequiredService<PauseIngestion>().PauseAsync(Actor.Terminal, id, token)),
        One(open, "resume", "Let it go on from the bytes that are there.", (services, id, token) => services.GetRequiredService<PauseIngestion>().ResumeAsync(Actor.Terminal, id, token)),
        One(open, "cancel", "Stop it for good and clear away what it fetched.", (services, id, token) => services.GetRequiredService<CancelIngestion>().RunAsync(Actor.Terminal, id, token)),
    };

    private static Command ListOf(OpenToolHost open)
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("list", "The newest that are waiting, running or paused.") { json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            var queries = host.Services.GetRequiredService<IngestionQueries>();
            JobList list = await queries.ListAsync(Actor.Terminal, new() { Scope = JobScope.All, State = JobState.Open }, cancellationToken);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { Jobs = list.Rows.Select(row => new { row.Id, row.Name, row.Status, Progress = Math.Round(row.Share, 4), row.CreatedAt }) }, JsonOutput.Options)
                : string.Join(Environment.NewLine, list.Rows.Select(Line).DefaultIfEmpty("No ingestion is waiting, running or paused.")));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command One(OpenToolHost open, string name, string description, Deal deal)
    {
        var id = new Argument<long>("ID") { Description = "Number of the ingestion." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command(name, description) { id, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            long number = parsed.GetRequiredValue(id);
            if (await deal(host.Services, number, cancellationToken) is { } refusal)
                throw new RefusedException(refusal);
            JobView job = await host.Services.GetRequiredService<IngestionQueries>().FindAsync(Actor.Terminal, number, cancellationToken)
                ?? throw new RefusedException(IngestionQueries.Unknown(number));
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(IngestionReport.Of(job), JsonOutput.Options) : Line(job.Row));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Line(JobRow row)
    {
        string wish = row.CancelRequested && !row.IsFinished ? " (being cancelled)"
            : row.PauseRequested && row.Status == Domain.Ingestion.IngestionStatus.Running ? " (being paused)"
            : "";
        string why = row.ErrorCode is { } code ? $"; {code}: {row.ErrorMessage}" : "";
        return FormattableString.Invariant($"ingestion {row.Id}: {row.Status.ToString().ToLowerInvariant()}{wish}, {Math.Floor(row.Share * 100):0}%, {row.Name}{why}");
    }
}
