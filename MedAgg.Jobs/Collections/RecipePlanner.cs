using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Collections;

/// <summary>The dry run: pins a recipe and counts what it chooses. The same chooser then builds.</summary>
public sealed class RecipePlanner
{
    private readonly RecipeResolver _resolver;
    private readonly ImageChooser _chooser;

    internal RecipePlanner(RecipeResolver resolver, ImageChooser chooser)
    {
        _resolver = resolver;
        _chooser = chooser;
    }

    /// <returns>The plan, or why there is none: an unknown dataset, a field that does not exist, no image chosen.</returns>
    public async Task<(RecipePlan? Plan, Refusal? Refusal)> PlanAsync(Recipe recipe, RecipeViewer viewer, CancellationToken cancellationToken)
    {
        try
        {
            RecipePlan plan = await CountAsync(recipe, viewer, cancellationToken);
            return plan.Images > 0 ? (plan, null) : (null, new("RECIPE_CHOOSES_NOTHING", $"Recipe \"{recipe.Name}\" chooses no image."));
        }
        catch (RefusedException exception)
        {
            return (null, exception.Refusal);
        }
    }

    private async Task<RecipePlan> CountAsync(Recipe recipe, RecipeViewer viewer, CancellationToken cancellationToken)
    {
        (Recipe pinned, IReadOnlyList<ResolvedSource> sources) = await _resolver.ResolveAsync(recipe, viewer, cancellationToken);
        Dictionary<string, Counts> counts = sources.Select(source => source.Folder).Distinct().ToDictionary(folder => folder, _ => new Counts());
        LeakCheck leak = new();
        await foreach (ChosenImage image in _chooser.ChooseAsync(sources, cancellationToken))
        {
            counts[image.Source.Folder].Add(image);
            leak.Add(image);
        }

        // Several draws from one version are one source to whoever reads the plan.
        PlannedSource[] planned = [.. sources.DistinctBy(source => source.Folder).Select(source => counts[source.Folder].Of(source))];
        string json = RecipeJson.Write(pinned);
        return new()
        {
            Recipe = pinned,
            RecipeJson = json,
            RecipeSha256 = RecipeJson.Sha256(json),
            Sources = planned,
            Licence = LicenceJudge.Judge(planned),
            Leak = leak.Verdict,
        };
    }

    private sealed class Counts
    {
        private readonly HashSet<string> _patients = [];
        private long _images;
        private long _without;
        private long _bytes;
        private long _packed;

        public void Add(ChosenImage image)
        {
            _images++;
            _bytes += image.File.SizeBytes;
            _packed += image.File.Place?.Length ?? 0;
            if (image.Image.PatientKey is { } patient)
                _patients.Add(patient);
            else
                _without++;
        }

        public PlannedSource Of(ResolvedSource source) => new()
        {
            Dataset = source.Source.Dataset,
            Version = source.Source.Version!.Value,
            Title = source.Pinned.Title,
            LicenceName = source.Pinned.Licence,
            LicenceClass = Licence.ClassOf(source.Pinned.Licence),
            Images = _images,
            Patients = _patients.Count,
            ImagesWithoutPatient = _without,
            Bytes = _bytes,
            PackedBytes = _packed,
        };
    }
}
