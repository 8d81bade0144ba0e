using System.IO.Compression;
using MedAgg.Imaging.Samples;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Makes the synthetic sample, packs it and takes it as an upload of whoever asks: the way of a real file, without one.</summary>
public sealed class SampleUpload(UploadStore uploads)
{
    private const int Seed = 42;
    private const string FileName = "medagg-sample.zip";

    // ZIP knows no time before 1980; one moment for all makes the same bytes every time, so that the store keeps one copy.
    private static readonly DateTimeOffset Moment = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<StoredUpload> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-sample-");
        try
        {
            string set = Path.Combine(folder.FullName, "sample");
            string archive = Path.Combine(folder.FullName, FileName);
            await Task.Run(() => SampleSet.Write(set, Seed), cancellationToken);
            await PackAsync(set, archive, cancellationToken);
            await using FileStream content = File.OpenRead(archive);
            return await uploads.TakeAsync(actor, FileName, content, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PackAsync(string folder, string archive, CancellationToken cancellationToken)
    {
        await using ZipArchive zip = await ZipFile.OpenAsync(archive, ZipArchiveMode.Create, cancellationToken);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            ZipArchiveEntry entry = zip.CreateEntry(Path.GetRelativePath(folder, file).Replace('\\', '/'), CompressionLevel.Fastest);
            entry.LastWriteTime = Moment;
            await using Stream target = await entry.OpenAsync(cancellationToken);
            await using FileStream source = File.OpenRead(file);
            await source.CopyToAsync(target, cancellationToken);
        }
    }
}
