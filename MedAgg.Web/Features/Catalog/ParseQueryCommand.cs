using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Understanding;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Catalog;

/// <summary><c>parse-query</c>: what a question is understood as, with the shipped taxonomy. No database, no network.</summary>
internal static class ParseQueryCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("TEXT") { Description = "The question.", Arity = ArgumentArity.ZeroOrOne };
        var rows = new Option<string?>("--rows") { Description = "File with one question a line, UTF-8.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        var lines = new Option<bool>("--jsonl") { Description = "Print one JSON object a question and nothing else." };
        var command = new Command("parse-query", "Show how a question is understood.") { text, rows, json, lines };
        command.Validators.Add(result =>
        {
            if (result.GetValue(text) is null == result.GetValue(rows) is null)
                result.AddError("Either TEXT or --rows FILE is wanted.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            QueryUnderstanding understanding = new(TaxonomyLoader.LoadShipped());
            bool isJson = parsed.GetValue(json) || parsed.GetValue(lines);
            if (parsed.GetValue(rows) is not { } path)
            {
                await SayAsync(understanding, parsed.GetValue(text)!, isJson);
                return ExitCode.Done;
            }

            if (!File.Exists(path))
                throw new RefusedException("PATH_NOT_FOUND", $"There is no file {path}.");
            await foreach (string question in File.ReadLinesAsync(path, cancellationToken))
                await SayAsync(understanding, question, isJson);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task SayAsync(QueryUnderstanding understanding, string question, bool isJson)
    {
        ParsedQuery parsed = ParsedQuery.Of(understanding.Understand(question));
        return Console.Out.WriteLineAsync(isJson ? JsonSerializer.Serialize(parsed, JsonOutput.Options) : Text(question, parsed));
    }

    private static string Text(string question, ParsedQuery parsed)
    {
        List<string> parts = [question];
        parts.AddRange(parsed.Why.Select(why => $"  {(why.IsExcluded ? "not " : "")}{why.Kind} {why.Id}, {(why.IsImplied ? "implied by" : "said by")} “{why.Words}”"));
        if (parsed.Corrected is { } corrected)
            parts.Add($"  read as “{corrected}”");
        if (parsed.Phrases.Count > 0)
            parts.Add("  phrases " + string.Join(", ", parsed.Phrases.Select(phrase => $"“{phrase}”")));
        if (parsed.ExcludedPhrases.Count > 0)
            parts.Add("  without " + string.Join(", ", parsed.ExcludedPhrases.Select(phrase => $"“{phrase}”")));
        if (parsed.Terms.Count > 0)
            parts.Add("  words " + string.Join(", ", parsed.Terms));
        return string.Join(Environment.NewLine, parts);
    }
}
