using System.Globalization;

namespace MedAgg.Learning.Tests.Processes;

/// <summary>Never runs by itself: <see cref="ChildRun"/> starts it in a process that may be killed.</summary>
public sealed class ChildTraining
{
    [Fact(Explicit = true)]
    public void Train()
    {
        string folder = Environment.GetEnvironmentVariable(ChildRun.FolderVariable) ?? throw new InvalidOperationException("Only a test that kills its process starts this.");
        int threads = int.Parse(Environment.GetEnvironmentVariable(ChildRun.ThreadsVariable)!, CultureInfo.InvariantCulture);
        ChildRun.Train(folder, threads, TestContext.Current.CancellationToken);
    }
}
