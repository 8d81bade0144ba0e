using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Yaml;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>Reads a pipeline from YAML. Everything that is wrong is told at once, with file and line.</summary>
public static class PipelineReader
{
    /// <summary>Longest file in characters.</summary>
    public const int MostCharacters = 256 * 1024;

    /// <summary>Longest name in characters.</summary>
    public const int MostName = 200;

    private const int MostEvents = 20_000;
    private const int MostFaults = 20;

    /// <summary>Reads and checks.</summary>
    /// <param name="yaml">Text of the file.</param>
    /// <param name="file">Its name, for the sentences.</param>
    /// <returns>The pipeline; or <c>PIPELINE_MALFORMED</c>, <c>PIPELINE_INVALID</c> or <c>PIPELINE_TOO_LARGE</c>.</returns>
    public static (Pipeline? Pipeline, Refusal? Refusal) Parse(string yaml, string file)
    {
        PipelineReading reading = Read(yaml, file);
        return (reading.Pipeline, reading.Refusal);
    }

    /// <summary>Reads and checks, with what is wrong line by line for those who mend it.</summary>
    public static PipelineReading Read(string yaml, string file)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        if (yaml.Length > MostCharacters)
            return new(null, new("PIPELINE_TOO_LARGE", $"{file} has {yaml.Length} characters; at most {MostCharacters} are read."), []);
        (YamlMappingNode? root, PipelineFault? fault) = Load(yaml);
        if (root is null)
            return new(null, new("PIPELINE_MALFORMED", fault!.In(file)), [fault]);
        YamlFaults faults = new();
        Pipeline pipeline = Read(new(root, "", faults));
        return faults.All.Count == 0 ? new(pipeline, null, []) : new(null, Invalid(faults.All, file), faults.All);
    }

    /// <summary>The tree of a file that may be read; or why not.</summary>
    internal static (YamlMappingNode? Root, PipelineFault? Fault) Load(string yaml)
    {
        YamlReading reading = YamlTree.Read(yaml, MostEvents);
        return reading switch
        {
            { Root: YamlMappingNode root } => (root, null),
            { Fault: null } => (null, PipelineFault.Of(1, "", $"a pipeline is one mapping of its steps")),
            { Fault: YamlFault.TooComplex } => (null, PipelineFault.Of(reading.Line, "", $"aliases, more than {MostEvents} values and more than 12 levels are not read")),
            { Says: { } says } => (null, PipelineFault.Of(reading.Line, "", $"this is no YAML: {says}")),
            _ => (null, PipelineFault.Of(reading.Line, "", $"this is no YAML from here on")),
        };
    }

    private static Refusal Invalid(IReadOnlyList<PipelineFault> faults, string file) =>
        new("PIPELINE_INVALID", string.Join("; ", faults.Take(MostFaults).Select(fault => fault.In(file))) + (faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : "") + ".");

    private static Pipeline Read(YamlPart root)
    {
        Pipeline pipeline = new()
        {
            Name = root.Required("name"),
            Description = root.Text("description", ""),
            Acquire = Acquire(root.Part("acquire", isRequired: true)),
            Structure = Structure(root.Part("structure", isRequired: true)),
            Preprocess = Preprocess(root.Part("preprocess")),
            Split = Split(root.Part("split", isRequired: true)),
            Train = Train(root.Part("train")),
            Evaluate = Evaluate(root.Part("evaluate")),
        };
        CheckTogether(root, pipeline);
        root.Close();
        return pipeline;
    }

    // What one step names and another step must have made.
    private static void CheckTogether(YamlPart root, Pipeline pipeline)
    {
        if (pipeline.Name.Length > MostName)
            root.Fault("name", $"has {pipeline.Name.Length} characters; at most {MostName} are taken");
        HashSet<string> facts = [.. pipeline.Structure.Facts];
        string known = facts.Count == 0 ? "none is" : string.Join(", ", facts.Order(StringComparer.Ordinal));
        foreach (string fact in pipeline.Split.Strata.Where(fact => !facts.Contains(fact)))
            root.Part("split")!.Fault("strata", $"names '{fact}', which is not among the facts of structure ({known})");
        if (!pipeline.Train.IsResidual && pipeline.Preprocess.Size >> pipeline.Train.Pools == 0)
            (root.Part("train") ?? root).Fault("pools", $"halves the size of {pipeline.Preprocess.Size} pixels {pipeline.Train.Pools} times, which leaves none");
        if (root.Part("evaluate") is not { } evaluate)
            return;
        foreach (string fact in pipeline.Evaluate.Subgroups.Where(fact => !facts.Contains(fact)))
            evaluate.Fault("subgroups", $"names '{fact}', which is not among the facts of structure ({known})");
        if (pipeline.Evaluate.HeadlineFact is { Length: > 0 } headline && !facts.Contains(headline))
            evaluate.Fault("headline", $"names the fact '{headline}', which is not among the facts of structure ({known})");
    }

    private static AcquireStep Acquire(YamlPart? part)
    {
        if (part is null)
            return new();
        AcquireStep step = new()
        {
            Sources = part.Texts("sources"),
            Dataset = part.OptionalText("dataset"),
            Version = (int?)part.OptionalWhole("version", 1, int.MaxValue),
            Choice = new SourceChoice
            {
                Include = part.Texts("include"),
                Exclude = part.Texts("exclude"),
                Patients = part.Texts("patients"),
                PerClass = (int?)part.OptionalWhole("per_class", 1, 1_000_000),
                MaxPatients = (int?)part.OptionalWhole("max_patients", 1, 1_000_000),
                MaxBytes = part.OptionalWhole("max_bytes", 1, long.MaxValue),
                LabelTable = part.OptionalText("label_table"),
                LabelColumn = part.OptionalText("label_column"),
                PatientColumn = part.OptionalText("patient_column"),
                Seed = part.Whole("seed", 0, 0, int.MaxValue),
            },
        };
        if (step.Sources.Count == 0 == step.Dataset is null)
            part.Fault("sources", $"or a dataset must be named, and not both");
        part.Close();
        return step;
    }

    private static StructureStep Structure(YamlPart? part)
    {
        if (part is null)
            return new() { Tasks = [] };
        YamlPart? table = part.Part("table");
        StructureStep step = new()
        {
            Grain = part.Choice("grain", Grain.Image),
            Table = table is null ? null : new() { File = table.Required("file"), Patient = table.Required("patient"), Laterality = table.OptionalText("laterality") },
            Facts = part.Texts("facts"),
            Tasks = [.. part.Parts("tasks").SelectMany(TaskReader.Read)],
        };
        table?.Close();
        if (step.Tasks.Count == 0)
            part.Fault("tasks", $"must name at least one task");
        if (step.Tasks.Select(task => task.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != step.Tasks.Count)
            part.Fault("tasks", $"must have names of their own");
        if (step.Grain == Grain.Breast && step.Table is { Laterality: null })
            part.Fault("table", $"needs the column of the side (laterality) when labels are about breasts");
        part.Close();
        return step;
    }

    private static PreprocessStep Preprocess(YamlPart? part)
    {
        if (part is null)
            return new();
        PreprocessStep step = new() { Size = part.Whole("size", 64, 16, 512), Crop = part.Choice("crop", CropKind.None), Color = part.Choice("color", ColorKind.Grey) };
        part.Close();
        return step;
    }

    private static SplitStep Split(YamlPart? part)
    {
        if (part is null)
            return new();
        SplitStep step = new()
        {
            Kind = part.Choice("kind", SplitKind.Patients),
            Training = part.Number("training", 0.7, 0.01, 0.98),
            Validation = part.Number("validation", 0.15, 0.01, 0.98),
            Seed = part.Text("seed", "42"),
            Strata = part.Texts("strata"),
        };
        if (step.Kind == SplitKind.Official && step.Strata.Count > 0)
            part.Fault("strata", $"mean nothing where the source's own parts are kept");
        if (step.Training + step.Validation > 0.99)
            part.Fault("validation", $"and training must leave at least 0.01 for the test part");
        part.Close();
        return step;
    }

    private static TrainStep Train(YamlPart? part)
    {
        if (part is null)
            return new();
        YamlPart? augment = part.Part("augment");
        TrainStep step = new()
        {
            Engine = part.Choice("engine", EngineKind.BuiltIn),
            IsResidual = part.Truth("residual"),
            Channels = part.Wholes("channels", [16, 32, 64, 128], 4, 1024, 12),
            Pools = part.Whole("pools", 3, 0, 8),
            Dropout = part.Number("dropout", 0, 0, 0.9),
            Epochs = part.Whole("epochs", 12, 1, 10_000),
            Patience = part.Whole("patience", 0, 0, 10_000),
            Batch = part.Whole("batch", 32, 2, 1024),
            LearningRate = part.Number("learning_rate", 0.002, 1e-7, 10),
            WeightDecay = part.Number("weight_decay", 0.01, 0, 1),
            BalancesClasses = part.Truth("balance_classes"),
            Seeds = part.Wholes("seeds", [1, 2, 3], 0, int.MaxValue, 20),
            FlipsHorizontally = augment?.Truth("flip_horizontally") ?? false,
            ShiftPixels = augment?.Whole("shift_pixels", 0, 0, 64) ?? 0,
            RotateDegrees = augment?.Number("rotate_degrees", 0, 0, 180) ?? 0,
            Contrast = augment?.Number("contrast", 0, 0, 0.9) ?? 0,
            Brightness = augment?.Number("brightness", 0, 0, 3) ?? 0,
        };
        augment?.Close();
        if (step.Seeds.Distinct().Count() != step.Seeds.Count)
            part.Fault("seeds", $"must differ from each other");
        if (step.Pools > step.Channels.Count)
            part.Fault("pools", $"cannot be more than the {step.Channels.Count} blocks");
        if (step.IsResidual && step.Dropout > 0)
            part.Fault("dropout", $"is for networks without residual blocks");
        part.Close();
        return step;
    }

    private static EvaluateStep Evaluate(YamlPart? part)
    {
        if (part is null)
            return new();
        YamlPart? headline = part.Part("headline");
        EvaluateStep step = new()
        {
            HeadlineFact = headline?.Required("fact"),
            HeadlineValue = headline?.Required("value"),
            Threshold = part.Text("threshold", "youden"),
            Wanted = part.Number("wanted", 0.9, 0.01, 0.999),
            Resamples = part.Whole("resamples", 2000, 100, 100_000),
            Subgroups = part.Texts("subgroups"),
            SmallestSubgroup = part.Whole("smallest_subgroup", 10, 1, 10_000),
        };
        headline?.Close();
        if (step.Threshold is not ("youden" or "sensitivity" or "specificity"))
            part.Fault("threshold", $"must be youden, sensitivity or specificity");
        part.Close();
        return step;
    }
}
