using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>The numbers of a run in the form of <c>schemas/metrics.schema.json</c>, which does not change with the code that measures.</summary>
internal static class PackMetrics
{
    public const string Format = "medagg.metrics/1";

    public static object Of(ReportDocument report) => new
    {
        format = Format,
        title = report.Title,
        dataset = new { slug = report.Dataset.Slug, title = report.Dataset.Title, version = report.Dataset.Number, manifestSha256 = report.Dataset.ManifestSha256, licence = report.Dataset.Licence },
        split = new { green = report.Split.IsGreen, official = report.Split.IsOfficial, sharedGroups = report.Split.SharedPatients, sharedImages = report.Split.SharedImages, unknownPixels = report.Split.UnknownPixels, sha256 = report.Split.Sha256 },
        patientsKnown = report.PatientsAreKnown,
        unit = report.Grain,
        tasks = report.Tasks.Select(Task),
        groups = report.Groups.Select(Group),
    };

    private static object Group(GroupEvaluation group) => new
    {
        name = group.Name,
        classes = group.Classes.Select((name, i) => new { name, task = group.Tasks.ElementAtOrDefault(i) }),
        engines = new[] { (TrainEngines.Network, group.Network), (TrainEngines.Baseline, group.Baseline) }.Select(one => new { engine = one.Item1, test = Classes(one.Item2) }),
        subgroups = group.Subgroups.Select(part => new
        {
            fact = part.Fact,
            value = part.Value,
            cases = part.Units,
            suppressed = part.IsSuppressed,
            engines = new[] { (TrainEngines.Network, part.Network), (TrainEngines.Baseline, part.Baseline) }.Where(one => one.Item2 is not null).Select(one => new { engine = one.Item1, test = Classes(one.Item2!) }),
        }),
    };

    private static object Classes(GroupFigures figures) => new
    {
        accuracy = Value(figures.Accuracy, figures.AccuracyLow, figures.AccuracyHigh),
        balancedAccuracy = Unit(figures.BalancedAccuracy),
        macroAuc = Unit(figures.MacroAuc),
        macroF1 = Unit(figures.MacroF1),
        confusion = figures.Confusion,
    };

    private static object Task(TaskEvaluation task) => new
    {
        name = task.Name,
        positive = task.PositiveName,
        negative = task.NegativeName,
        parts = task.Parts.Select(part => new { part = part.Part, images = part.Images, cases = part.Units, patients = part.Patients, positives = part.Positives, prevalence = part.Units == 0 ? (double?)null : part.Prevalence, meanAgeYears = part.MeanAge }),
        engines = task.Engines.Select(Engine),
        probe = task.Probe is { } probe ? new
        {
            auc = Value(probe.Auc, probe.Low, probe.High),
            testAuc = probe.TestAuc,
            headlineAuc = probe.HeadlineAuc,
            cases = probe.Units,
            folds = probe.Folds,
            columns = probe.Findings.Select(finding => new { name = finding.Name, auc = finding.CrossValidated, cramersV = finding.CramersV, values = finding.Levels, missing = finding.Missing }),
        }
        : null,
        probeRefusal = task.ProbeRefusal,
        caveats = task.Caveats.Select(caveat => new { code = caveat.Code, level = caveat.Level, values = caveat.Values }),
    };

    private static object Engine(EngineEvaluation engine) => new
    {
        engine = engine.Engine,
        seed = engine.Seed,
        validation = Part(engine.Validation),
        test = Part(engine.Test),
        headline = engine.Headline is { } headline ? new { fact = headline.Fact, value = headline.Value, cases = headline.Units, positives = headline.Positives, auc = Value(headline.Auc, headline.Low, headline.High) } : null,
        againstBaseline = Paired(engine.AgainstBaseline),
        againstProbe = Paired(engine.AgainstProbe),
        subgroups = engine.Subgroups.SelectMany(of => of.Value.Select(group => new
        {
            fact = of.Key,
            value = group.Name,
            cases = group.Count,
            positives = group.Positives,
            suppressed = group.IsSuppressed,
            auc = group.Auc is { } auc ? Value(auc.Auc, auc.LogitInterval()?.Low, auc.LogitInterval()?.High) : null,
            sensitivity = Share(group.Confusion?.Sensitivity),
            specificity = Share(group.Confusion?.Specificity),
        })),
    };

    private static object Part(Evaluation on) => new
    {
        cases = on.Count,
        positives = on.Positives,
        patients = on.PatientsAreKnown ? on.Patients : (int?)null,
        prevalence = on.Prevalence,
        auc = Value(on.Auc?.Auc, on.AucBootstrap?.Interval.Low, on.AucBootstrap?.Interval.High),
        aucDeLong = Value(on.Auc?.Auc, on.Auc?.LogitInterval()?.Low, on.Auc?.LogitInterval()?.High),
        averagePrecision = Value(on.AveragePrecision, on.AveragePrecisionBootstrap?.Interval.Low, on.AveragePrecisionBootstrap?.Interval.High),
        threshold = on.Threshold is { } threshold ? new { logit = threshold.Value, rule = threshold.Rule, wanted = threshold.Wanted } : null,
        confusion = on.Confusion is { } calls ? new { truePositives = calls.TruePositives, falsePositives = calls.FalsePositives, trueNegatives = calls.TrueNegatives, falseNegatives = calls.FalseNegatives } : null,
        sensitivity = Share(on.Confusion?.Sensitivity),
        specificity = Share(on.Confusion?.Specificity),
        ppv = Share(on.Confusion?.PositivePredictiveValue),
        npv = Share(on.Confusion?.NegativePredictiveValue),
        calibration = Calibrated(on.Before),
        calibrationAfterTemperature = Calibrated(on.After),
        temperature = on.Temperature?.Temperature,
    };

    private static object? Calibrated(Calibration? calibration) => calibration is null ? null : new
    {
        brier = calibration.Brier,
        ece = calibration.ExpectedError,
        slope = calibration.Line?.Slope,
        intercept = calibration.Line?.Intercept,
        bins = calibration.Bins.Select(bin => new { low = bin.Low, high = bin.High, cases = bin.Count, meanPredicted = bin.MeanPredicted, observed = bin.Observed.Value }),
    };

    private static object? Paired(PairedAucTest? test) => test is null ? null : new { difference = test.Difference, low = test.Interval()?.Low, high = test.Interval()?.High, z = test.Z, p = test.PValue, method = "DeLong, paired" };

    private static object? Share(Proportion? share) => share?.Value is null ? null : new { value = share.Value, low = share.Wilson?.Low, high = share.Wilson?.High, hits = share.Hits, of = share.Total };

    // Sums of many small steps end a hair above 1.
    private static object? Value(double? value, double? low, double? high) => value is null ? null : new { value = Unit(value), low = Unit(low), high = Unit(high) };

    private static double? Unit(double? share) => share is { } known && double.IsFinite(known) ? Math.Clamp(known, 0, 1) : null;
}
