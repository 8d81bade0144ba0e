using System.Diagnostics;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>Blobs and work folder on a disk of a few megabytes.</summary>
[Collection(FaultCollection.Name)]
public sealed class DiskFullTests
{
    private const int DiskMegabytes = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_a_refusal_and_works_again_when_there_is_room()
    {
        string disk = Directory.CreateTempSubdirectory("medagg-disk-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m", "tmpfs", disk), "This account may not mount a small disk.");
        try
        {
            string ballast = Path.Combine(disk, "ballast");
            await using Farm farm = await Farm.StartAsync(bytesPerSecond: 50_000_000, disk);
            WorkerProcess worker = farm.StartWorker();
            long small = await farm.OrderAsync(farm.Source.Offer("small.zip", MadeZip.Make(1, 200_000)));
            await farm.AssertWholeAsync(await farm.EndedAsync([small], Patience), MadeZip.Files);

            string url = farm.Source.Offer("large.zip", MadeZip.Make(2, 5_000_000));
            await File.WriteAllBytesAsync(ballast, new byte[8 << 20], Token);
            IngestionRequest refused = (await farm.EndedAsync([await farm.OrderAsync(url)], Patience)).Single();
            Assert.Equal((IngestionStatus.Failed, "DISK_FULL"), (refused.Status, refused.ErrorCode));
            Assert.Contains("room", refused.ErrorMessage, StringComparison.Ordinal);
            await farm.AssertSoundAsync();

            File.Delete(ballast);
            await farm.AssertWholeAsync(await farm.EndedAsync([await farm.OrderAsync(url)], Patience), MadeZip.Files);
            await farm.AssertSoundAsync();
            Assert.True(worker.IsAlive, worker.Output);
        }
        finally
        {
            await RunAsync("umount", "-l", disk);
            Directory.Delete(disk, recursive: true);
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
