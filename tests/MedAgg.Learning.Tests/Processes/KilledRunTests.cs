using System.Diagnostics;

namespace MedAgg.Learning.Tests.Processes;

/// <summary>Whole processes: killed without warning, on other thread counts, and without instruction sets.</summary>
public sealed class KilledRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _root = Directory.CreateTempSubdirectory("medagg-killed-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task A_killed_process_is_gone_on_with_to_the_same_bits(int threadsBefore, int threadsAfter)
    {
        string whole = NewFolder();
        ChildRun.Train(whole, 1, TestContext.Current.CancellationToken);
        string killed = NewFolder();
        using (Process process = ChildRun.Start(killed, threadsBefore))
        {
            await UntilAsync(process, () => ChildRun.EpochsOf(killed) >= 2);
            process.Kill(); // SIGKILL: nothing can be tidied up
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.True(File.Exists(ChildRun.CheckpointOf(killed)));
        if (ChildRun.HashOf(killed) is null)
        {
            using Process process = ChildRun.Start(killed, threadsAfter);
            await EndAsync(process);
        }
        Assert.NotNull(ChildRun.HashOf(whole));
        Assert.Equal(ChildRun.HashOf(whole), ChildRun.HashOf(killed));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [InlineData("DOTNET_EnableAVX2", "DOTNET_EnableFMA")]
    [InlineData("DOTNET_TieredCompilation", "DOTNET_TieredPGO")]
    public async Task A_process_without_instructions_comes_to_the_same_bits(params string[] switchedOff)
    {
        string whole = NewFolder();
        ChildRun.Train(whole, 2, TestContext.Current.CancellationToken);
        string other = NewFolder();
        using Process process = ChildRun.Start(other, 2, [.. switchedOff.Select(name => (name, "0"))]);
        await EndAsync(process);
        Assert.Equal(ChildRun.HashOf(whole), ChildRun.HashOf(other));
    }

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, $"{Guid.NewGuid():N}")).FullName;

    private static async Task UntilAsync(Process process, Func<bool> isReached)
    {
        using CancellationTokenSource stop = Stop();
        while (!isReached() && !process.HasExited)
            await Task.Delay(5, stop.Token);
    }

    private static async Task EndAsync(Process process)
    {
        using CancellationTokenSource stop = Stop();
        using CancellationTokenRegistration kill = stop.Token.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
    }

    private static CancellationTokenSource Stop()
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        return stop;
    }
}
