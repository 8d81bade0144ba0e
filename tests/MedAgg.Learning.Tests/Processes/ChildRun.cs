using System.Diagnostics;
using System.Globalization;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Tests.Training;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Processes;

/// <summary>A training run in a process of its own: this test program, asked for its one explicit test.</summary>
internal static class ChildRun
{
    public const string FolderVariable = "MEDAGG_TEST_TRAIN_INTO";
    public const string ThreadsVariable = "MEDAGG_TEST_TRAIN_THREADS";
    private const string HashName = "weights.sha256";
    private const string EpochsName = "epochs.txt";
    private const int Epochs = 6;

    public static string CheckpointOf(string folder) => Path.Combine(folder, "run.checkpoint");

    /// <summary>Epochs that the run in a folder has finished.</summary>
    public static int EpochsOf(string folder)
    {
        string path = Path.Combine(folder, EpochsName);
        return File.Exists(path) ? File.ReadAllLines(path).Length : 0;
    }

    /// <summary>Hash of the weights of a run that came to its end; null otherwise.</summary>
    public static string? HashOf(string folder)
    {
        string path = Path.Combine(folder, HashName);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>Starts or goes on with the run of a folder.</summary>
    public static Process Start(string folder, int threads, params (string Name, string Value)[] variables)
    {
        string library = typeof(ChildRun).Assembly.Location;
        string[] arguments = [library, "-explicit", "only", "-class", typeof(ChildTraining).FullName!, "-noColor"];
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[FolderVariable] = folder;
        start.Environment[ThreadsVariable] = threads.ToString(CultureInfo.InvariantCulture);
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>What the process does: trains into the folder, a line for each finished epoch.</summary>
    public static void Train(string folder, int threads, CancellationToken cancellationToken)
    {
        TinyShape shape = TinyShape.Of;
        NetworkSpec spec = NetworkSpec.Plain(shape.Tensor, 1, [16, 24, 40], [true, false, true]);
        TrainingOptions options = new()
        {
            Epochs = Epochs,
            Augmentation = new AugmentationOptions { FlipsHorizontally = true, ShiftPixels = 1, RotateDegrees = 10 },
            Network = new NetworkOptions { Images = 16, Threads = threads },
        };
        Outlines progress = new(Path.Combine(folder, EpochsName));
        TrainedModel model = Trainer.Train(spec, options, TinyImages.Blobs(shape.Count, 1), TinyImages.Blobs(40, 2), CheckpointOf(folder), progress, cancellationToken).Value!;
        File.WriteAllText(Path.Combine(folder, HashName), model.FinalWeightsHash);
    }

    private readonly record struct TinyShape(TensorShape Tensor, int Count)
    {
        public static TinyShape Of => new(new TensorShape(TinyImages.Side, TinyImages.Side, 1), 300);
    }

    private sealed class Outlines(string path) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{value.Epoch}\n"));
    }
}
