using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Collections;

/// <summary><c>build</c>: a collection from a recipe, with the very use case of the page; the archive lands in a file.</summary>
internal static class BuildCommand
{
    public static Command Create(OpenToolHost open)
    {
        var recipe = new Argument<string>("RECIPE.json") { Description = "A recipe as the page writes it, or one by hand." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only pin and count: nothing is built or stored." };
        var to = new Option<string?>("--to") { Description = "Where the archive goes.", HelpName = "FILE.zip" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("build", "Build a collection from a recipe.") { recipe, dryRun, to, json, data };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(dryRun) && string.IsNullOrWhiteSpace(result.GetValue(to)))
                result.AddError("Say where the archive goes: --to FILE.zip, or only count with --dry-run.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Recipe read = await ReadAsync(parsed.GetRequiredValue(recipe), cancellationToken);
            bool counts = parsed.GetValue(dryRun);
            string? target = counts ? null : Target(parsed.GetRequiredValue(to)!);
            await using IToolHost host = await open(parsed.GetValue(data), !counts, cancellationToken);
            RecipePlan plan = await PlanAsync(host.Services, read, cancellationToken);
            BuildReport report = target is null
                ? BuildReport.Of(plan)
                : await BuildAsync(host.Services, plan, target, cancellationToken);
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, JsonOutput.Options) : report.ToText());
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<Recipe> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Refusal("FILE_UNREADABLE", $"{path}: {exception.Message}"), exception);
        }

        (Recipe? recipe, Refusal? refusal) = RecipeReader.Parse(text);
        return recipe ?? throw new RefusedException(refusal!);
    }

    private static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        return Directory.Exists(Path.GetDirectoryName(full)) && !Directory.Exists(full)
            ? full
            : throw new RefusedException("PATH_NOT_FOUND", $"{full} cannot be written: it is a folder, or its folder does not exist.");
    }

    private static async Task<RecipePlan> PlanAsync(IServiceProvider services, Recipe recipe, CancellationToken cancellationToken)
    {
        (RecipePlan? plan, Refusal? refusal) = await services.GetRequiredService<RecipePlanner>().PlanAsync(recipe, RecipeViewer.Server, cancellationToken);
        return plan ?? throw new RefusedException(refusal!);
    }

    private static async Task<BuildReport> BuildAsync(IServiceProvider services, RecipePlan plan, string target, CancellationToken cancellationToken)
    {
        // Who types the command has the recipe before him and the verdict in the answer: that is the acceptance.
        StartedCollection started = await services.GetRequiredService<StartCollection>().RunAsync(
            Actor.Terminal, new(plan.Recipe) { AcceptsLicences = true }, cancellationToken);
        long id = started.Id ?? throw new RefusedException(started.Refusal!);
        CollectionRow row = await FollowAsync(services, id, cancellationToken);
        if (row.Status != CollectionStatus.Ready || row.ArchiveSha256 is not { } sha256)
            throw new RefusedException(row.ErrorCode is { } code ? new(code, row.ErrorMessage ?? "") : new("CANCELLED", $"Collection {id} was cancelled."));

        await CopyAsync(services.GetRequiredService<IBlobStore>(), sha256, target, cancellationToken);
        return BuildReport.Of(plan) with { CollectionId = id, ArchiveSha256 = sha256, ArchiveBytes = row.ArchiveBytes, ArchivePath = target, BuildSeconds = (row.FinishedAt - row.StartedAt)?.TotalSeconds };
    }

    private static async Task<CollectionRow> FollowAsync(IServiceProvider services, long id, CancellationToken cancellationToken)
    {
        CollectionQueries queries = services.GetRequiredService<CollectionQueries>();
        using var line = new ProgressLineWriter(Console.Error, !Console.IsErrorRedirected);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(300), services.GetRequiredService<TimeProvider>());
        try
        {
            while (true)
            {
                CollectionRow row = await queries.FindAsync(Actor.Terminal, id, cancellationToken) ?? throw new RefusedException(CollectionQueries.Unknown(id));
                line.Write(FormattableString.Invariant($"{row.Status.ToString().ToLowerInvariant()}: {row.Done} of {row.Images ?? 0} images"));
                if (!row.IsOpen)
                    return row;
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            line.Clear();
            await Console.Error.WriteLineAsync($"Collection {id} is kept: a job node goes on with it (medagg up, or medagg worker).");
            throw;
        }
    }

    // Written beside its place and moved there when it is whole: a broken copy never looks like an archive.
    private static async Task CopyAsync(IBlobStore blobs, string sha256, string target, CancellationToken cancellationToken)
    {
        string part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await using (Stream archive = await blobs.OpenAsync(sha256, cancellationToken))
            await using (FileStream file = new(part, FileMode.CreateNew, FileAccess.Write))
                await archive.CopyToAsync(file, cancellationToken);
            File.Move(part, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Refusal("FILE_NOT_WRITTEN", $"{target}: {exception.Message}"), exception);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
