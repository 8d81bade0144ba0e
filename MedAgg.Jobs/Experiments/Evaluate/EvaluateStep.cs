using System.Text.Json;
using System.Text.Json.Serialization;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Cases;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Jobs.Experiments.Split;
using MedAgg.Jobs.Experiments.Train;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments.Evaluate;

/// <summary>Measures every engine from its stored logits: one implementation, whoever trained.</summary>
internal sealed class EvaluateStep : IPipelineStep
{
    public const string FileName = "metrics.json";

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public StepName Name => StepName.Evaluate;

    public int CodeVersion => 1;

    public Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult("");

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        EvaluateSettings settings = context.Read<EvaluateSettings>();
        CaseTable cases = CaseTable.Read(context.Earlier[StepName.Preprocess]);
        PartsOf parts = SplitStep.Read(context.Earlier[StepName.Split]);
        EngineJudge judge = new(cases, parts, settings);
        List<EngineFigures> engines = [];
        Predictions? baseline = null;
        foreach ((string engine, long seed, string folder) in EngineFiles.List(context.Earlier[StepName.Train]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyDictionary<string, double[]> logits = EngineFiles.ReadPredictions(folder);
            engines.Add(cases.Classes.Count == 2 ? judge.Binary(engine, seed, logits, ref baseline) : judge.Several(engine, seed, logits));
        }

        if (engines.Count == 0)
            throw new RefusedException("ENGINES_ABSENT", "Step evaluate: no engine left predictions.");
        await File.WriteAllTextAsync(context.File(FileName), JsonSerializer.Serialize(Summary(cases, parts, engines), Options), cancellationToken);
        context.Tell(new(engines.Count, engines.Count));
    }

    private static ExperimentMetrics Summary(CaseTable cases, PartsOf parts, List<EngineFigures> engines)
    {
        SplitCertificate certificate = parts.Certificate;
        PartFigures[] figures = [.. certificate.Counts.Select(count => new PartFigures(
            count.Part.ToString().ToLowerInvariant(), count.Cases, count.Groups, count.Labels,
            cases.Classes.Count == 2 && count.Cases > 0 ? (double)count.Labels.GetValueOrDefault(cases.Classes[1]) / count.Cases : null))];
        double[] areas = [.. engines.Where(e => e.Engine == TrainStep.Network).Select(e => e.TestAuc).OfType<double>()];
        List<string> caveats = [.. cases.Caveats];
        if (certificate.SharedPixels.Count > 0)
            caveats.Add(FormattableString.Invariant($"IMAGES_SHARED: {certificate.SharedPixels.Count} images stand with the same pixels in more than one part."));
        if (certificate.SharedGroups.Count > 0)
            caveats.Add(FormattableString.Invariant($"PATIENTS_SHARED: {certificate.SharedGroups.Count} patients are in more than one part."));
        if (figures.Select(f => f.Prevalence).OfType<double>() is var shares && shares.Any() && shares.Max() - shares.Min() > 0.1)
            caveats.Add($"PREVALENCE_SHIFTS: The share of {cases.Classes[1]} is {string.Join(", ", figures.Select(f => FormattableString.Invariant($"{f.Prevalence:P1} in {f.Part}")))}: calibration and predictive values do not carry over.");
        if (engines.FirstOrDefault(e => e.Engine == TrainStep.Baseline)?.TestAuc is { } simple && areas.Length > 0 && areas.Average() <= simple)
            caveats.Add("BASELINE_NOT_BEATEN: A linear model on simple features does at least as well as the network.");
        return new(
            1, cases.Classes, "image", cases.PatientsAreKnown, parts.Strategy, parts.Sha256, certificate.IsGreen && cases.PatientsAreKnown, certificate.SharedPixels.Count, certificate.SharedGroups.Count,
            figures, engines, areas.Length == 0 ? null : new(areas.Length, areas.Average(), areas.Min(), areas.Max()), caveats);
    }
}
