using System.Globalization;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Reports.Content;

/// <summary>One model for every form of a report: page, offline file, publication pack. Nothing in it names a patient or a path of the machine.</summary>
public sealed record ReportDocument
{
    public required string Title { get; init; }

    public string Description { get; init; } = "";

    public required AcquiredDataset Dataset { get; init; }

    /// <summary>What an image, a breast, a study or a patient is judged as.</summary>
    public required string Grain { get; init; }

    public required IReadOnlyList<FlowLine> Flow { get; init; }

    public TableJoinReport? Join { get; init; }

    public required bool PatientsAreKnown { get; init; }

    public required ReportSplit Split { get; init; }

    public required IReadOnlyList<TaskEvaluation> Tasks { get; init; }

    public required IReadOnlyList<ReportTraining> Trainings { get; init; }

    /// <summary>Pictures of the error gallery by place of their array, PNG.</summary>
    public required IReadOnlyDictionary<int, byte[]> Pictures { get; init; }

    /// <summary>Settings of the pipeline, each as one line.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>SHA-256 of what the numbers rest on.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Hashes { get; init; }

    /// <summary>Fact and value of the headline; null when all test cases are it.</summary>
    public string? Headline { get; init; }

    /// <summary>The trainings of a task as curves with names.</summary>
    public (string Name, LearningCurve Curve)[] CurvesOf(string task, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. Trainings.Where(training => training.Task == task)
            .Select(training => (words.Of("seed", training.Seed.ToString(CultureInfo.InvariantCulture)), new LearningCurve(training.Task, training.Seed, training.Epochs)))];
    }
}

/// <summary>The certificate of the split.</summary>
public sealed record ReportSplit(bool IsGreen, bool IsOfficial, int SharedPatients, int SharedImages, int UnknownPixels, string Sha256);

/// <summary>One training.</summary>
public sealed record ReportTraining(string Task, int Seed, int BestEpoch, int Parameters, string WeightsSha256, IReadOnlyList<EpochReport> Epochs);
