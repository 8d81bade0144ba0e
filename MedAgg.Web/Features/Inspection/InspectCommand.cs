using System.CommandLine;
using System.Text;
using System.Text.Json;
using MedAgg.Imaging.Pixels;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Inspection;

/// <summary><c>inspect</c>: what is in files, folders and archives, by the very code that ingestion uses. No database, no network.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders or archives.", Arity = ArgumentArity.OneOrMore };
        var jsonl = new Option<bool>("--jsonl") { Description = "One JSON object a line for each file." };
        var pixels = new Option<bool>("--pixels") { Description = "Read the pixels, too: shape, type, range, SHA-256 of the stored values." };
        Option<string?> limits = LimitsFile.Option();
        var jobs = new Option<int>("--jobs") { Description = "Files read at once.", DefaultValueFactory = _ => 1 };
        paths.Validators.Add(result =>
        {
            foreach (string path in result.Tokens.Select(token => token.Value).Where(path => path.StartsWith('-') && !Path.Exists(path)))
                result.AddError($"Unknown option '{path}'.");
        });
        var command = new Command("inspect", "Tell what files, folders and archives hold.") { paths, jsonl, pixels, limits, jobs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            NativeCodecs.Allowed = parsed.GetValue(pixels); // this process is the user's own and ends with the command
            InspectLimits allowed = parsed.GetValue(limits) is { } file ? LimitsFile.Read(file, InspectLimits.Read) : new();
            using var walk = new InspectWalk(allowed, parsed.GetValue(pixels), Math.Clamp(parsed.GetValue(jobs), 1, 64));
            await PrintAsync(walk.RunAsync(parsed.GetRequiredValue(paths), cancellationToken), parsed.GetValue(jsonl));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(IAsyncEnumerable<InspectLine> lines, bool json)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        int refused = 0;
        int seen = 0;
        await foreach (InspectLine line in lines)
        {
            seen++;
            refused += line.Refusal is null ? 0 : 1;
            await output.WriteLineAsync(json ? JsonSerializer.Serialize(line, JsonOutput.Options) : line.ToText());
        }

        if (!json)
            await Console.Error.WriteLineAsync($"{seen} files, {refused} refused");
    }
}
