using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary><c>taxonomy</c>: the vocabularies between the store and YAML files.</summary>
internal static class TaxonomyCommand
{
    private const long MostBytes = 10_000_000;

    public static Command Create(OpenToolHost open) => new("taxonomy", "Move the vocabularies between the store and YAML files.") { Import(open), Export(open) };

    private static Command Import(OpenToolHost open)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, or a folder with *.yaml. A file is its whole vocabulary: terms that it does not list are switched off.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would change." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("import", "Take vocabularies from YAML files; searchable on every node at once.") { paths, dryRun, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<(string, string)> files = [];
            foreach (string path in parsed.GetRequiredValue(paths).SelectMany(FilesOf))
                files.Add((Path.GetFileName(path), await File.ReadAllTextAsync(path, cancellationToken)));
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            VocabularyImport import = host.Services.GetRequiredService<VocabularyImport>();
            ImportPlan plan = await import.PlanAsync(files, cancellationToken);
            if (plan.Problems.Count > 0)
                throw new RefusedException("TAXONOMY_INVALID", string.Join(Environment.NewLine, plan.Problems));
            bool isDry = parsed.GetValue(dryRun);
            if (!isDry && await import.RunAsync(Actor.Terminal, plan, cancellationToken) is { IsDone: false } refused)
                throw new RefusedException(refused.Faults[0].Code, string.Join(' ', refused.Faults.Select(fault => fault.Message)));
            Tell(files.Count, plan, isDry, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Tell(int files, ImportPlan plan, bool isDry, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { files, changed = isDry ? 0 : plan.Planned.Count, dry_run = isDry, terms = plan.Planned }, JsonOutput.Options));
            return;
        }

        foreach (PlannedChange change in plan.Planned)
            Console.WriteLine($"{change.Id}: {change.Becomes}");
        Console.WriteLine($"{files} files read, {plan.Planned.Count} terms {(isDry ? "would change" : "changed")}");
    }

    private static Command Export(OpenToolHost open)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder that takes modalities.yaml, areas.yaml, pathologies.yaml, tasks.yaml." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("export", "Write the vocabularies in use as YAML files.") { folder, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(folder);
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            TaxonomyModel model = host.Services.GetRequiredService<CurrentTaxonomy>().Model; // the host has read the store
            Directory.CreateDirectory(path);
            foreach ((string name, string text) in TaxonomyWriter.Write(model))
                await File.WriteAllTextAsync(Path.Combine(path, name), text, cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { folder = path, terms = model.Terms.Count }, JsonOutput.Options) : $"{model.Terms.Count} terms written to {path}");
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0)
            throw new RefusedException("PATH_NOT_FOUND", $"The folder {path} holds no .yaml file.");
        foreach (string file in files)
        {
            if (!File.Exists(file))
                throw new RefusedException("PATH_NOT_FOUND", $"There is no file {file}.");
            if (new FileInfo(file).Length > MostBytes)
                throw new RefusedException("TAXONOMY_TOO_LARGE", $"{file} is larger than {MostBytes / 1_000_000} MB.");
        }

        return files;
    }
}
