using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;

namespace MedAgg.Web.Features.Experiments;

/// <summary>What <c>experiment run --json</c> prints.</summary>
/// <param name="RunId">Id of the run.</param>
/// <param name="Status">succeeded, failed or cancelled.</param>
/// <param name="Seconds">From begin to end.</param>
/// <param name="Engines">Every engine's test area with its interval.</param>
/// <param name="Seeds">The seeds of the network together.</param>
/// <param name="Parts">Size and prevalence of each part.</param>
/// <param name="Caveats">What a reader must know.</param>
/// <param name="Steps">How each step went.</param>
/// <param name="Artefacts">Folders of finished steps.</param>
internal sealed record RunReport(
    long RunId, string Status, double? Seconds, IReadOnlyList<EngineLine> Engines, SeedSpread? Seeds, IReadOnlyList<PartFigures> Parts, IReadOnlyList<string> Caveats,
    IReadOnlyDictionary<StepName, StepPhase> Steps, IReadOnlyDictionary<StepName, string> Artefacts);

/// <summary>One engine.</summary>
/// <param name="Engine">cnn or baseline.</param>
/// <param name="Seed">Its seed; 0 for the baseline.</param>
/// <param name="TestAuc">Area on the test part.</param>
/// <param name="TestAucCi95">Its 95 % interval.</param>
/// <param name="ValidationAuc">Area on validation.</param>
/// <param name="DifferenceToBaseline">Area minus the baseline's.</param>
/// <param name="PValue">Of the paired DeLong test.</param>
internal sealed record EngineLine(string Engine, long Seed, double? TestAuc, IReadOnlyList<double?> TestAucCi95, double? ValidationAuc, double? DifferenceToBaseline, double? PValue);
