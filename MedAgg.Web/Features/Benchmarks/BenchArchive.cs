using System.Globalization;
using System.IO.Compression;
using MedAgg.Imaging.Dicom;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>The archive of <c>bench ingest</c> and <c>bench zip</c>: CT slices in one deflated ZIP.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Files">Slices in it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="UnpackedBytes">Sum of the slices.</param>
internal sealed record BenchArchive(string Path, int Files, long Bytes, long UnpackedBytes)
{
    /// <summary>The archive of a folder; made when it is not there. 5,000 slices are 2.5 GB unpacked and take about a minute.</summary>
    public static async Task<BenchArchive> PrepareAsync(string folder, int files, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string path = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"ct-{files}.zip"));
        if (!File.Exists(path))
        {
            string part = path + ".part";
            await WriteAsync(part, files, cancellationToken);
            File.Move(part, path, overwrite: true);
        }

        using ZipArchive archive = await ZipFile.OpenReadAsync(path, cancellationToken);
        return new(path, archive.Entries.Count, new FileInfo(path).Length, archive.Entries.Sum(entry => entry.Length));
    }

    private static async Task WriteAsync(string path, int files, CancellationToken cancellationToken)
    {
        IReadOnlyList<DicomTagInfo> fill = BenchSlices.Fill();
        await using FileStream file = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        await using ZipArchive archive = new(file, ZipArchiveMode.Create);
        Task<MemoryStream> next = MakeAsync(0, fill);
        for (int i = 0; i < files; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using MemoryStream slice = await next;
            if (i + 1 < files)
                next = MakeAsync(i + 1, fill); // the other core draws while this one packs
            string name = string.Create(CultureInfo.InvariantCulture, $"series-{i / 100:D3}/ct{i:D5}.dcm");
            await using Stream entry = await archive.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellationToken);
            await entry.WriteAsync(slice.GetBuffer().AsMemory(0, (int)slice.Length), cancellationToken);
        }
    }

    private static Task<MemoryStream> MakeAsync(int number, IReadOnlyList<DicomTagInfo> fill) =>
        Task.Run(() => BenchSlices.Make(number, fill, CtNoise.Slice(number)));
}
