using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using MedAgg.Web.Commands;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Fetching;

/// <summary><c>check-url</c>: what the guard of outgoing requests says of an address. Names are looked up; nothing is connected.</summary>
internal static class CheckUrlCommand
{
    public static Command Create()
    {
        var url = new Argument<string?>("URL") { Description = "An address to judge.", Arity = ArgumentArity.ZeroOrOne };
        var rows = new Option<string?>("--rows") { Description = "Judge the rows of a file instead; their answers stand in for the network.", HelpName = "FILE.jsonl" };
        Option<bool> json = CommonOptions.Json();
        var jsonl = new Option<bool>("--jsonl") { Description = "One JSON object a line for each row." };
        var command = new Command("check-url", "Say whether an address may be fetched, without fetching it.") { url, rows, json, jsonl };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(url) is null) == (parsed.GetValue(rows) is null))
                parsed.AddError("Give either a URL or --rows FILE.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool isJson = parsed.GetValue(json) || parsed.GetValue(jsonl);
            await using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            return parsed.GetValue(rows) is { } file
                ? await JudgeRowsAsync(file, isJson, output, cancellationToken)
                : await JudgeAsync(parsed.GetRequiredValue(url)!, isJson, output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> JudgeAsync(string url, bool isJson, TextWriter output, CancellationToken cancellationToken)
    {
        await using ServiceProvider services = Services();
        UrlJudgement judgement = await services.GetRequiredService<UrlGuard>().JudgeAsync(url, cancellationToken);
        await output.WriteLineAsync(isJson ? Line(null, judgement) : Sentence(judgement));
        if (judgement.Refusal is { } refusal)
            await Console.Error.WriteLineAsync(refusal.ToString());
        return judgement.Allowed ? ExitCode.Done : ExitCode.Refused;
    }

    // A table of verdicts is what was asked for, so that refused rows are no failure of the command.
    private static async Task<int> JudgeRowsAsync(string file, bool isJson, TextWriter output, CancellationToken cancellationToken)
    {
        await using ServiceProvider services = Services();
        FetchOptions options = services.GetRequiredService<IOptions<FetchOptions>>().Value;
        int number = 0;
        await foreach (string line in ReadLinesAsync(file, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            GuardRow row = Read(line, file, number);
            UrlJudgement judgement = await GuardRehearsal.JudgeAsync(row, options, cancellationToken);
            await output.WriteLineAsync(isJson ? Line(row.Id, judgement) : $"{row.Id ?? FormattableString.Invariant($"{number}")}  {Sentence(judgement)}");
        }

        return ExitCode.Done;
    }

    private static async IAsyncEnumerable<string> ReadLinesAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new RefusedException("PATH_NOT_FOUND", $"{file}: there is no such file.");
        await foreach (string line in File.ReadLinesAsync(file, cancellationToken))
            yield return line;
    }

    private static GuardRow Read(string line, string file, int number)
    {
        try
        {
            return GuardRow.Read(line);
        }
        catch (JsonException exception)
        {
            throw new RefusedException(new Refusal("ROWS_INVALID", FormattableString.Invariant($"{file}, line {number}: {exception.Message}")), exception);
        }
    }

    /// <summary>The guard with the settings that nodes read, without a database.</summary>
    private static ServiceProvider Services() => new ServiceCollection()
        .AddSingleton(CommandConfiguration.Read())
        .AddLogging()
        .AddMedAggFetching()
        .BuildServiceProvider();

    private static string Line(string? id, UrlJudgement judgement) =>
        JsonSerializer.Serialize(new { Id = id, Verdict = NameOf(judgement), judgement.Code, judgement.Message }, JsonOutput.Options);

    private static string Sentence(UrlJudgement judgement) => $"{NameOf(judgement)}  {judgement.Code}: {judgement.Message}";

    private static string NameOf(UrlJudgement judgement) => judgement.Allowed ? "allow" : "refuse";
}
