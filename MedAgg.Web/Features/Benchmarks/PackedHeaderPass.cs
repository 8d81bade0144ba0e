using System.Diagnostics;
using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Inspection;
using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Measures DICOM inside a ZIP beside <c>unzip -t</c>. The archive is made for it, outside the measured folder, and deleted afterwards.</summary>
internal static class PackedHeaderPass
{
    private const int Entries = 200;
    private const int Passes = 3;
    private const string Unzip = "/usr/bin/unzip";

    public static async Task<PackedHeaderFigures> RunAsync(CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-bench-");
        try
        {
            BenchArchive archive = await BenchArchive.PrepareAsync(folder.FullName, Entries, cancellationToken);
            using var store = new LocalFileStore();
            var reader = new ArchiveEntryReader(store);
            var inspector = new FileInspector(new ManagedImageReader(), TaxonomyLoader.LoadShipped(), ImagingLimits.Default);
            double headers = await LeastAsync(() => ReadAsync(store, reader, archive.Path, null, cancellationToken));
            double whole = await LeastAsync(() => ReadAsync(store, reader, archive.Path, inspector, cancellationToken));
            return new()
            {
                Entries = archive.Files,
                UnpackedBytes = archive.UnpackedBytes,
                HeadersCpuSeconds = headers,
                WholeCpuSeconds = whole,
                UnzipTestCpuSeconds = await UnzipAsync(archive.Path, cancellationToken),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The best of a few passes; the first one pays for compiling.</summary>
    private static async Task<double> LeastAsync(Func<Task> pass)
    {
        double least = double.MaxValue;
        for (int i = 0; i <= Passes; i++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            await pass();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return least;
    }

    private static async Task ReadAsync(LocalFileStore store, ArchiveEntryReader reader, string path, FileInspector? inspector, CancellationToken cancellationToken)
    {
        ArchiveTable table = await new ArchiveIndex(store, reader, TimeProvider.System).ReadAsync(store.Lend(path), path, new(), cancellationToken);
        foreach (ArchiveEntry entry in table.Entries)
        {
            using ByteSource source = inspector is null ? await HeaderAsync(reader, entry, cancellationToken) : await WholeAsync(reader, entry, cancellationToken);
            bool isRead = inspector is null
                ? ImageReaders.Inspect(source, entry.Path, ImagingLimits.Default, cancellationToken).IsRead
                : inspector.Inspect(source, entry.Path, null, cancellationToken).Reading.IsRead;
            if (!isRead)
                throw new InvalidOperationException($"{entry.Path} of the archive made for this measurement cannot be read.");
        }
    }

    /// <summary>Inflates as far as the reader asks. Headers are read forward; one that wants to begin anew would be refused and noticed.</summary>
    private static async Task<ByteSource> HeaderAsync(ArchiveEntryReader reader, ArchiveEntry entry, CancellationToken cancellationToken)
    {
        Stream? once = await reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, cancellationToken);
        return ByteSource.Forward(() => Interlocked.Exchange(ref once, null) ?? throw new IOException("The entry is read once."), entry.SizeBytes);
    }

    private static async Task<ByteSource> WholeAsync(ArchiveEntryReader reader, ArchiveEntry entry, CancellationToken cancellationToken)
    {
        await using Stream stream = await reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, cancellationToken);
        byte[] bytes = new byte[entry.SizeBytes];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return ByteSource.Of(bytes);
    }

    private static async Task<double?> UnzipAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(Unzip))
            return null;
        double least = double.MaxValue;
        for (int i = 0; i < Passes; i++)
        {
            TimeSpan before = ChildTime.OfAll();
            using Process process = Process.Start(new ProcessStartInfo(Unzip, ["-tqq", path]) { RedirectStandardOutput = true })!;
            await process.WaitForExitAsync(cancellationToken);
            least = Math.Min(least, (ChildTime.OfAll() - before).TotalSeconds);
        }

        return least > 0 ? least : null;
    }
}
