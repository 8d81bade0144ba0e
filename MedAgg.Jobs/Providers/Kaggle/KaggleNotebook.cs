using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Kaggle;

/// <summary>Finds what a notebook reads: each of its datasets and competitions becomes one archive of the plan. Nothing of the notebook is run.</summary>
internal sealed class KaggleNotebook(KaggleApi api, KaggleDataset datasets)
{
    private const int MaxInputs = 30;

    public async Task<Resolution> ResolveAsync(KaggleAddress address, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        (JsonElement answer, Refusal? refusal) = await api.AskAsync(
            $"kernels/pull?userName={Uri.EscapeDataString(address.Owner)}&kernelSlug={Uri.EscapeDataString(address.Slug)}", $"notebook {address.Name}", credentials, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        JsonElement about = answer.At("metadata");
        List<string> inputs = Named(about, "datasetDataSources", "dataset_data_sources");
        List<string> competitions = Named(about, "competitionDataSources", "competition_data_sources");
        if (inputs.Count + competitions.Count == 0)
            return Resolution.Refused(SourceCodes.Empty, $"Notebook {address.Name} reads no dataset and no competition.");
        if (inputs.Count + competitions.Count > MaxInputs)
            return Resolution.Refused(SourceCodes.ListingTooLong, $"Notebook {address.Name} reads {inputs.Count + competitions.Count} sources; at most {MaxInputs} are taken at once.");

        List<SourcePlan> plans = [];
        List<string> warnings = [.. Left(about, "kernelDataSources", "the output of notebook"), .. Left(about, "modelDataSources", "model")];
        foreach (string input in inputs)
            Take(input, KaggleAddress.OfInput(input) is { } dataset ? await datasets.DescribeAsync(dataset, isWhole: true, credentials, cancellationToken) : default, plans, warnings);
        foreach (string competition in competitions)
            Take(competition, await CompetitionAsync(new(KaggleThing.Competition, "", competition, null), credentials, cancellationToken), plans, warnings);
        if (plans.Count == 0)
            return Resolution.Refused(SourceCodes.AccessNotGranted, $"None of the inputs of notebook {address.Name} is open to this account.");
        return Resolution.Of(Join(about.Text("title") ?? address.Name, address, plans, warnings));
    }

    /// <summary>The data of a competition as one archive; refused until its rules are accepted.</summary>
    public async Task<(SourcePlan? Plan, Refusal? Refusal)> CompetitionAsync(KaggleAddress address, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string slug = Uri.EscapeDataString(address.Slug);
        List<PlannedFile> found = [];
        HashSet<string> tokens = [];
        string? token = "";
        while (token is not null && tokens.Add(token))
        {
            string page = token.Length == 0 ? "" : $"&pageToken={Uri.EscapeDataString(token)}";
            (JsonElement list, Refusal? refusal) = await api.AskAsync($"competitions/data/list/{slug}?pageSize=200{page}", $"competition {address.Slug}", credentials, cancellationToken);
            if (refusal is not null)
                return (null, refusal);
            IEnumerable<JsonElement> files = list.ValueKind is JsonValueKind.Array ? list.Each() : list.Each("files");
            found.AddRange(files.Select(file => file.Text("name") is { } name ? new PlannedFile(name, name, file.Count("totalBytes") ?? file.Count("size"), null) : null).OfType<PlannedFile>());
            if (found.Count > api.MaxFiles)
                return (null, new(SourceCodes.ListingTooLong, $"Competition {address.Slug} has more than {api.MaxFiles} files."));
            token = list.Text("nextPageToken");
        }

        return (new()
        {
            Name = address.Slug,
            Provider = "kaggle",
            Licence = "Competition rules",
            Access = DatasetAccess.Competition,
            LandingPage = $"{api.Site}/competitions/{slug}",
            Files = [new($"{address.Slug}.zip", $"{api.Base}/competitions/data/download-all/{slug}", null, null)],
            Contents = SourcePaths.Settle(found).Files,
        }, null);
    }

    private SourcePlan Join(string title, KaggleAddress address, List<SourcePlan> plans, List<string> warnings)
    {
        IEnumerable<(SourcePlan Plan, PlannedFile File)> archives = plans.Select(plan => (plan, plan.Files[0]));
        (IReadOnlyList<PlannedFile> files, _) = SourcePaths.Settle(archives.Select(pair => pair.File));
        return new()
        {
            Name = title,
            Provider = "kaggle",
            Licence = string.Join("; ", plans.Select(plan => plan.Licence ?? "not stated").Distinct()),
            Access = plans.Exists(plan => plan.Access is DatasetAccess.Competition) ? DatasetAccess.Competition : DatasetAccess.Registration,
            Version = plans.Count == 1 ? plans[0].Version : null,
            LandingPage = $"{api.Site}/code/{Uri.EscapeDataString(address.Owner)}/{Uri.EscapeDataString(address.Slug)}",
            Description = $"Inputs of the notebook \"{title}\": {string.Join(", ", plans.Select(plan => plan.Name))}.",
            Files = files,
            Contents = [.. plans.SelectMany((plan, index) => plan.Contents.Select(file => file with { Path = $"{files[index].Path}!/{file.Path}" }))],
            Warnings = [.. warnings, .. plans.SelectMany(plan => plan.Warnings)],
        };
    }

    private static void Take(string input, (SourcePlan? Plan, Refusal? Refusal) found, List<SourcePlan> plans, List<string> warnings)
    {
        if (found.Plan is { } plan)
            plans.Add(plan);
        else
            warnings.Add($"{found.Refusal?.Code ?? SourceCodes.NotRecognised}: The input {FileNames.Clean(input.Replace('/', ' '))} is left out. {found.Refusal?.Message}".TrimEnd());
    }

    private static List<string> Named(JsonElement about, string name, string older) =>
        [.. about.Each(name).Concat(about.Each(older)).Select(item => item.Text()).OfType<string>().Distinct()];

    private static IEnumerable<string> Left(JsonElement about, string name, string what) =>
        about.Each(name).Select(item => item.Text()).OfType<string>().Select(item => $"INPUT_LEFT_OUT: The notebook also reads {what} {FileNames.Clean(item.Replace('/', ' '))}, which is not fetched.");
}
