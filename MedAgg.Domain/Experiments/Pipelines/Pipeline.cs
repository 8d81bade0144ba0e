using MedAgg.Domain.Ingestion;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>A pipeline as its YAML file says it: acquire → structure → preprocess → split → train → evaluate → report.</summary>
public sealed record Pipeline
{
    /// <summary>Name for people, at most 200 characters.</summary>
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required AcquireStep Acquire { get; init; }

    public required StructureStep Structure { get; init; }

    public required PreprocessStep Preprocess { get; init; }

    public required SplitStep Split { get; init; }

    public required TrainStep Train { get; init; }

    public required EvaluateStep Evaluate { get; init; }

    /// <summary>Networks that are trained: questions (the classes of one share theirs) times seeds.</summary>
    public int Trainings => Structure.Tasks.Select(task => task.Group ?? task.Name).Distinct(StringComparer.Ordinal).Count() * Train.Seeds.Count;
}

/// <summary>Where the data come from and which part of them is wanted.</summary>
public sealed record AcquireStep
{
    /// <summary>Addresses and paths, each as good as the other; the first that is there is taken. Empty when a dataset is named.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Slug of a dataset of the catalogue; null when sources are named.</summary>
    public string? Dataset { get; init; }

    /// <summary>Version of that dataset; null for the newest.</summary>
    public int? Version { get; init; }

    /// <summary>The part that is wanted.</summary>
    public SourceChoice Choice { get; init; } = new();
}

/// <summary>What is one case, what is known of it, and what is to be told.</summary>
public sealed record StructureStep
{
    /// <summary>What a label is about. Images of one unit are judged together.</summary>
    public Grain Grain { get; init; }

    /// <summary>A table that is joined to the images; null when the labels of the dataset are enough.</summary>
    public TableStep? Table { get; init; }

    /// <summary>Facts that go into the metadata probe, subgroups and strata, by the names of <see cref="CaseFacts"/> or of columns of the table.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>At least one question; the first is the main one.</summary>
    public required IReadOnlyList<TaskStep> Tasks { get; init; }
}

/// <summary>What a label is about.</summary>
public enum Grain
{
    Image,
    Breast,
    Study,
    Patient,
}

/// <summary>A table beside the images and the columns by which it is joined.</summary>
public sealed record TableStep
{
    /// <summary>Pattern of its file name, for example <c>*.xlsx</c>.</summary>
    public required string File { get; init; }

    /// <summary>Column of the patient, exactly as in DICOM PatientID (0010,0020).</summary>
    public required string Patient { get; init; }

    /// <summary>Column of the side, L or R; null when the table has no side. Required at the grain of breasts.</summary>
    public string? Laterality { get; init; }
}

/// <summary>One question with two answers.</summary>
public sealed record TaskStep
{
    /// <summary>Word for files and screens: letters, digits and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the label, or column of the table.</summary>
    public required string Label { get; init; }

    /// <summary>Values that are positive.</summary>
    public required IReadOnlyList<string> Positive { get; init; }

    /// <summary>Values that are negative; every other value leaves the case out, and the report counts it.</summary>
    public required IReadOnlyList<string> Negative { get; init; }

    /// <summary>Words for people.</summary>
    public string PositiveName { get; init; } = "positive";

    public string NegativeName { get; init; } = "negative";

    /// <summary>Name of the question with several answers that this one is an answer of; null for a question of its own. All of a group share one network.</summary>
    public string? Group { get; init; }
}

/// <summary>How images become arrays of equal size.</summary>
public sealed record PreprocessStep
{
    /// <summary>Rows and columns of the stored arrays, 16 … 512.</summary>
    public int Size { get; init; } = 64;

    /// <summary>What is cut away first.</summary>
    public CropKind Crop { get; init; }

    /// <summary>What of the colours is kept.</summary>
    public ColorKind Color { get; init; }
}

/// <summary>What of the colours of an image is kept.</summary>
public enum ColorKind
{
    /// <summary>One channel: luma of coloured images.</summary>
    Grey,

    /// <summary>Three channels; grey images have the same value in each.</summary>
    Rgb,
}

/// <summary>What is cut away before an image is resized.</summary>
public enum CropKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Dark borders: the box around the largest bright part stays.</summary>
    Foreground,
}

/// <summary>How cases come into parts.</summary>
public sealed record SplitStep
{
    public SplitKind Kind { get; init; }

    /// <summary>Share of patients to learn from, above 0.</summary>
    public double Training { get; init; } = 0.7;

    /// <summary>Share of patients for validation; the rest is the test part.</summary>
    public double Validation { get; init; } = 0.15;

    /// <summary>Decides the order of patients.</summary>
    public string Seed { get; init; } = "42";

    /// <summary>Facts that shall be even over parts.</summary>
    public IReadOnlyList<string> Strata { get; init; } = [];
}

/// <summary>Who makes the parts.</summary>
public enum SplitKind
{
    /// <summary>Patients are dealt by the hash of their name.</summary>
    Patients,

    /// <summary>The source's own parts are kept.</summary>
    Official,
}

/// <summary>How the network is trained.</summary>
public sealed record TrainStep
{
    /// <summary>Who trains.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>Whether the network has residual blocks.</summary>
    public bool IsResidual { get; init; }

    /// <summary>Channels of each block, first to last.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [16, 32, 64, 128];

    /// <summary>Blocks behind which the size is halved.</summary>
    public int Pools { get; init; } = 3;

    public double Dropout { get; init; }

    public int Epochs { get; init; } = 12;

    /// <summary>Epochs without a better one after which training ends; 0 for never.</summary>
    public int Patience { get; init; }

    public int Batch { get; init; } = 32;

    public double LearningRate { get; init; } = 0.002;

    public double WeightDecay { get; init; } = 0.01;

    public bool BalancesClasses { get; init; }

    /// <summary>One run of the network each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    public bool FlipsHorizontally { get; init; }

    public int ShiftPixels { get; init; }

    public double RotateDegrees { get; init; }

    public double Contrast { get; init; }

    public double Brightness { get; init; }
}

/// <summary>Who trains networks.</summary>
public enum EngineKind
{
    /// <summary>The engine of the job node itself.</summary>
    BuiltIn,

    /// <summary>A worker elsewhere, on a graphics card for example, through a shared folder.</summary>
    Worker,
}

/// <summary>How the engines are judged.</summary>
public sealed record EvaluateStep
{
    /// <summary>Fact whose subgroup gives the headline, for example <c>prefix</c>; null for all test cases.</summary>
    public string? HeadlineFact { get; init; }

    /// <summary>The subgroup, for example <c>D1</c>.</summary>
    public string? HeadlineValue { get; init; }

    /// <summary>Rule of the operating point: <c>youden</c>, <c>sensitivity</c> or <c>specificity</c>.</summary>
    public string Threshold { get; init; } = "youden";

    /// <summary>Wanted sensitivity or specificity.</summary>
    public double Wanted { get; init; } = 0.9;

    /// <summary>Resamples of the patient bootstrap.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Facts whose subgroups are told.</summary>
    public IReadOnlyList<string> Subgroups { get; init; } = [];

    /// <summary>Fewest positives and negatives of a subgroup that is told.</summary>
    public int SmallestSubgroup { get; init; } = 10;
}
