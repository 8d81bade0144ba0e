using System.Globalization;
using System.Text;
using MedAgg.Jobs.Reports.Content;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>CLAIM (Mongan et al., Radiology: Artificial Intelligence 2, 2020), 42 items: what the run knows is filled in, the rest is left to people.</summary>
internal static class ClaimChecklist
{
    private static readonly string[] Names =
    [
        "Title identifies the use of AI", "Structured abstract", "Background and role of the AI approach", "Objectives and hypotheses", "Prospective or retrospective",
        "Goal of the study", "Data sources", "Eligibility criteria", "Pre-processing steps", "Selection of data subsets", "Definitions of data elements", "De-identification methods",
        "How missing data were handled", "Definition of the reference standard", "Rationale for the reference standard", "Source and qualifications of annotators", "Annotation tools",
        "Inter- and intra-rater variability", "Intended sample size", "How data were assigned to partitions", "Level at which partitions are disjoint", "Detailed description of the model",
        "Software libraries and packages", "Initialisation of parameters", "Details of training", "Method of selecting the final model", "Ensembling techniques", "Metrics of performance",
        "Measures of uncertainty", "Robustness or sensitivity analysis", "Methods for explainability", "Validation or testing on external data", "Flow of participants or cases",
        "Demographic and clinical characteristics of each partition", "Performance on all partitions", "Estimates of accuracy and their precision", "Failure analysis of incorrectly classified cases",
        "Study limitations", "Implications for practice", "Registration number", "Where protocol, data and code can be accessed", "Sources of funding",
    ];

    public static string Write(ReportDocument report)
    {
        Dictionary<int, string> facts = Facts(report);
        StringBuilder text = new("# CLAIM checklist (2020)\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Filled in from the run where it knows: {facts.Count} of {Names.Length} items. The others are for the authors; the run knows nothing about them.\n\n| no. | item | what the run knows |\n|---|---|---|\n");
        foreach ((int index, string item) in Names.Index())
            text.Append(CultureInfo.InvariantCulture, $"| {index + 1} | {item} | {facts.GetValueOrDefault(index + 1, "_authors:_ ").Replace("|", "/", StringComparison.Ordinal)} |\n");
        return text.ToString();
    }

    /// <summary>The same for programs.</summary>
    public static object Items(ReportDocument report)
    {
        Dictionary<int, string> facts = Facts(report);
        return new
        {
            format = "medagg.claim/1",
            checklist = "CLAIM 2020",
            items = Names.Select((item, index) => new { number = index + 1, item, answer = facts.GetValueOrDefault(index + 1), filledBy = facts.ContainsKey(index + 1) ? "run" : "authors" }),
        };
    }

    private static Dictionary<int, string> Facts(ReportDocument report)
    {
        string part = string.Join("; ", report.Tasks[0].Parts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Part.ToString().ToLowerInvariant()} {one.Units} cases, {one.Positives} positive")));
        Dictionary<int, string> facts = new()
        {
            [5] = "Retrospective: archived images.",
            [7] = $"{report.Dataset.Title}, version {report.Dataset.Number.ToString(CultureInfo.InvariantCulture)}, licence {report.Dataset.Licence ?? "unknown"}.",
            [9] = Setting(report, "preprocess."),
            [10] = string.Join("; ", report.Flow.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Code}: {line.Images} images"))),
            [12] = "This pack names no patient: cases and groups by keyed hashes. What the source did is for the authors.",
            [13] = report.Join is { } join ? string.Create(CultureInfo.InvariantCulture, $"{join.UnitsWithoutRow} cases without a label and {join.Ambiguous} ambiguous rows left out; nothing imputed.") : "Cases without a label left out; nothing imputed.",
            [19] = part,
            [20] = Setting(report, "split."),
            [21] = report.PatientsAreKnown ? "Patient; copies of an image stay together. Certificate " + (report.Split.IsGreen ? "green." : "NOT green.") : "Image: the source names no patients.",
            [22] = string.Create(CultureInfo.InvariantCulture, $"Convolutional network of {report.Trainings.Select(one => one.Parameters).DefaultIfEmpty().Max()} parameters; layers in the ONNX file."),
            [23] = string.Join("; ", report.Environment.Select(line => $"{line.Key} {line.Value}")),
            [24] = "He-uniform from the seed; no pre-trained weights.",
            [25] = Setting(report, "train."),
            [26] = "Epoch with the highest AUC on validation.",
            [27] = "Mean of the logits over seeds.",
            [28] = "ROC AUC, average precision, sensitivity, specificity, predictive values, Brier, ECE.",
            [29] = report.PatientsAreKnown ? "Percentiles of resampled patients, DeLong, Wilson; 95%." : "Percentiles of resampled cases (patients are unknown), DeLong, Wilson; 95%.",
            [30] = "Subgroups at the frozen threshold, metadata probe, several seeds.",
            [32] = "None.",
            [33] = "figures/flow.svg, flow.csv: " + string.Join("; ", report.Flow.Where(line => line.IsExclusion).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Code} {line.Units} cases, {line.Images} images"))) + (report.Flow.Any(line => line.IsExclusion) ? "." : "nothing was left out."),
            [34] = "demographics.csv",
            [35] = "Validation and test for every engine: metrics.csv, metrics.json; training: loss by epoch only (figures/loss-…).",
            [36] = string.Join(" ", report.Tasks.Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.Name}: test AUC {task.Main.Test.Auc?.Auc:0.000} ({task.Main.Test.AucBootstrap?.Interval.Low:0.000}–{task.Main.Test.AucBootstrap?.Interval.High:0.000}){(task.Main.Headline is { } headline ? $", {headline.Value} only {headline.Auc:0.000} ({headline.Low:0.000}–{headline.High:0.000})" : "")}."))),
            [37] = "Worst false positives and negatives in the report.",
            [38] = "Caveats of the run: " + string.Join(", ", report.Tasks.SelectMany(task => task.Caveats).Select(caveat => caveat.Code).Distinct()) + ".",
            [41] = "pipeline.yaml and hashes in this pack.",
        };
        return facts;
    }

    private static string Setting(ReportDocument report, string step) =>
        string.Join("; ", report.Settings.Where(line => line.Key.StartsWith(step, StringComparison.Ordinal)).Select(line => $"{line.Key[step.Length..]} {line.Value.Replace("|", "/", StringComparison.Ordinal)}"));
}
