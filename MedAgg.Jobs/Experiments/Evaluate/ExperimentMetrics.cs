using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Experiments.Evaluate;

/// <summary>What an experiment measured: <c>metrics.json</c>.</summary>
/// <param name="Schema">1.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Unit">What one answer is given for.</param>
/// <param name="PatientsAreKnown">False when the source names none.</param>
/// <param name="SplitStrategy">How parts were made.</param>
/// <param name="SplitSha256">Hash of the split.</param>
/// <param name="SplitIsGreen">No patient and no image in two parts, as far as could be checked.</param>
/// <param name="SharedImages">Prepared images that are in more than one part.</param>
/// <param name="SharedPatients">Patients in more than one part.</param>
/// <param name="Parts">Size and prevalence of each part.</param>
/// <param name="Engines">Every engine and seed.</param>
/// <param name="Seeds">The seeds of the network together; null without one.</param>
/// <param name="Caveats">What a reader must know, one code and sentence each.</param>
public sealed record ExperimentMetrics(
    int Schema, IReadOnlyList<string> Classes, string Unit, bool PatientsAreKnown, string SplitStrategy, string SplitSha256, bool SplitIsGreen, int SharedImages, int SharedPatients,
    IReadOnlyList<PartFigures> Parts, IReadOnlyList<EngineFigures> Engines, SeedSpread? Seeds, IReadOnlyList<string> Caveats);

/// <summary>One part.</summary>
/// <param name="Part">training, validation or test.</param>
/// <param name="Cases">Images.</param>
/// <param name="Groups">Patients; images where patients are unknown.</param>
/// <param name="Labels">Images of each class.</param>
/// <param name="Prevalence">Share of class 1; null for more than two classes.</param>
public sealed record PartFigures(string Part, int Cases, int Groups, IReadOnlyDictionary<string, int> Labels, double? Prevalence);

/// <summary>One engine with one seed.</summary>
/// <param name="Engine">cnn or baseline.</param>
/// <param name="Seed">0 for engines without one.</param>
/// <param name="TestAuc">Area on the test part; macro for several classes.</param>
/// <param name="TestAucLow">Lower end of its 95 % interval: DeLong on the logit scale, patient-clustered where patients are known.</param>
/// <param name="TestAucHigh">Upper end.</param>
/// <param name="ValidationAuc">Area on validation.</param>
/// <param name="DifferenceToBaseline">Area minus the baseline's, paired; null for the baseline.</param>
/// <param name="DifferencePValue">Two-sided, of the paired DeLong test.</param>
/// <param name="Validation">Everything on validation; null for several classes.</param>
/// <param name="Test">Everything on test; null for several classes.</param>
/// <param name="Several">Everything on test of several classes.</param>
/// <param name="Subgroups">Test by attribute; small ones tell their size only.</param>
public sealed record EngineFigures(
    string Engine, long Seed, double? TestAuc, double? TestAucLow, double? TestAucHigh, double? ValidationAuc, double? DifferenceToBaseline, double? DifferencePValue,
    Evaluation? Validation, Evaluation? Test, MultiClass? Several, IReadOnlyDictionary<string, IReadOnlyList<Subgroup>> Subgroups);

/// <summary>Test areas of the network over its seeds.</summary>
/// <param name="Seeds">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Lowest">The worst.</param>
/// <param name="Highest">The best.</param>
public sealed record SeedSpread(int Seeds, double Mean, double Lowest, double Highest);
