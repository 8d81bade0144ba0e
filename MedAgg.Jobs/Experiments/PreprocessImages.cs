using System.Globalization;
using System.Security.Cryptography;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Rendering;
using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

/// <summary>Third step: every labelled image becomes a stored array, its pixels get a hash, and a sheet of previews is drawn.</summary>
internal sealed class PreprocessImages(IDbContextFactory<MedAggContext> contexts, IImageReader reader, FileOpener opener, WorkAreas works, IOptions<ExperimentOptions> options) : IPipelineStep
{
    public const string Word = "preprocess";
    public const string Arrays = "images.bin";
    public const string File = "images.json";
    private const int FullSide = 16_384;
    private const int SheetSide = 10;

    public string Name => Word;

    public int CodeVersion => 3;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) => new(context.Pipeline.Preprocess);

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        CaseSet cases = await context.ReadAsync<CaseSet>(StructureCases.Word, StructureCases.File, cancellationToken);
        int size = context.Pipeline.Preprocess.Size;
        int channels = context.Pipeline.Preprocess.Color == ColorKind.Rgb ? 3 : 1;
        if ((long)cases.Images.Count * size * size * channels > options.Value.MaxArrayBytes)
            throw new RefusedException("ARRAYS_TOO_LARGE", $"{cases.Images.Count} arrays of {size}×{size} take more than {options.Value.MaxArrayBytes} bytes; choose a smaller size or fewer images.");
        WorkArea work = works.Open(ExperimentPipeline.WorkName(context.Run.Id));
        Dictionary<long, DatasetFile> files = await FilesAsync(cases, cancellationToken);
        (byte[]? Pixels, PreparedImage Facts)[] made = new (byte[]?, PreparedImage)[cases.Images.Count];
        int done = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, made.Length),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.TrainingThreads, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                made[index] = await PrepareAsync(files[cases.Images[index].FileId], context, work, token);
                context.Run.Advance(Word, Interlocked.Increment(ref done), made.Length);
            });

        int[] kept = [.. Enumerable.Range(0, made.Length).Where(index => made[index].Pixels is not null)];
        if (kept.Length == 0)
            throw new RefusedException("PIXELS_NONE", $"No image could be read; the first says {made[0].Facts.Refusal}.");
        await using (FileStream arrays = System.IO.File.Create(Path.Combine(context.OutFolder, Arrays)))
        {
            foreach (int index in kept)
                await arrays.WriteAsync(made[index].Pixels!, cancellationToken);
        }

        await context.WriteAsync(File, new PreparedSet(size, [.. kept.Select(index => new PreparedCase(index, made[index].Facts.PixelSha256!, made[index].Facts.Border, made[index].Facts.Brightness, made[index].Facts.Planes))],
            [.. Enumerable.Range(0, made.Length).Where(index => made[index].Pixels is null).Select(index => new UnreadCase(index, made[index].Facts.Refusal ?? "unknown"))], channels), cancellationToken);
        WriteSheet(Path.Combine(context.OutFolder, "previews.png"), [.. kept.Take(SheetSide * SheetSide).Select(index => made[index].Pixels!)], size, channels);
        int copies = kept.Length - kept.Select(index => made[index].Facts.PixelSha256).Distinct().Count();
        return string.Create(CultureInfo.InvariantCulture, $"{kept.Length} arrays of {size}×{size}{(channels > 1 ? $"×{channels}" : "")}; {made.Length - kept.Length} images could not be read; {copies} have the pixels of another one");
    }

    private async Task<Dictionary<long, DatasetFile>> FilesAsync(CaseSet cases, CancellationToken cancellationToken)
    {
        Dictionary<long, DatasetFile> files = [];
        await using MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (CaseImage[] batch in cases.Images.Chunk(1000))
        {
            long[] ids = [.. batch.Select(one => one.FileId)];
            foreach (DatasetFile file in await database.Files.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken))
                files[file.Id] = file;
        }

        return files;
    }

    private async Task<(byte[]? Pixels, PreparedImage Facts)> PrepareAsync(DatasetFile file, StepContext context, WorkArea work, CancellationToken cancellationToken)
    {
        try
        {
            using ByteSource source = await opener.OpenAsync(file.Place!, file.SizeBytes, file.Path, work, cancellationToken);
            FileReading reading = reader.Inspect(source, file.Path, ImagingLimits.Default, null, cancellationToken);
            int? plane = reading.Facts is { } facts ? Preview.ShownPlane(facts) : null;
            Reading<PixelArray> stored = reader.ReadPixels(source, reading, plane, ImagingLimits.Default, null, cancellationToken);
            if (!stored.IsRead)
                return (null, new() { Refusal = $"{stored.Refusal.Code}: {stored.Refusal.Message}" });
            DisplayImage picture = Preview.Draw(source, reading, stored.Value, PreviewOptions.Default with { MaxSide = FullSide }, ImagingLimits.Default, cancellationToken);
            byte[] pixels = PreparedPicture.Of(picture, context.Pipeline.Preprocess);
            return (pixels, new() { PixelSha256 = HashOf(stored.Value), Border = Border(picture), Brightness = Mean(pixels), Planes = Preview.Planes(reading.Facts!) });
        }
        catch (RefusedException exception)
        {
            return (null, new() { Refusal = exception.Refusal.ToString() });
        }
    }

    // Values and extents: the same bytes in another shape are another picture.
    private static string HashOf(PixelArray pixels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{string.Join('x', pixels.Shape)} {pixels.Type}\n")));
        hash.AppendData(pixels.Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static double Border(DisplayImage image)
    {
        long sum = 0;
        long count = 0;
        int stride = image.Width * image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < stride; x += y == 0 || y == image.Height - 1 ? 1 : Math.Max(1, stride - 1))
            {
                sum += image.Data[y * stride + x];
                count++;
            }
        }

        return Math.Round((double)sum / count, 3);
    }

    private static double Mean(byte[] pixels) => Math.Round(pixels.Average(value => (double)value), 3);

    private static void WriteSheet(string path, IReadOnlyList<byte[]> pictures, int size, int channels)
    {
        int columns = Math.Min(SheetSide, pictures.Count);
        int rows = (pictures.Count + columns - 1) / columns;
        int line = size * channels;
        byte[] sheet = new byte[columns * line * rows * size];
        foreach ((int index, byte[] picture) in pictures.Index())
        {
            for (int y = 0; y < size; y++)
                picture.AsSpan(y * line, line).CopyTo(sheet.AsSpan(((index / columns * size + y) * columns + index % columns) * line));
        }

        using FileStream file = System.IO.File.Create(path);
        PngWriter.Write(file, new(columns * size, rows * size, channels, 8, sheet));
    }

    private sealed record PreparedImage
    {
        public string? PixelSha256 { get; init; }

        public double Border { get; init; }

        public double Brightness { get; init; }

        public int Planes { get; init; } = 1;

        public string? Refusal { get; init; }
    }
}

/// <summary>The arrays of an experiment, in the order of <c>images.bin</c>: rows, columns, channels, 8 bits.</summary>
/// <param name="Size">Rows and columns.</param>
/// <param name="Cases">One per array.</param>
/// <param name="Unread">Images that gave no array.</param>
/// <param name="Channels">Values of a pixel: 1 or 3.</param>
public sealed record PreparedSet(int Size, IReadOnlyList<PreparedCase> Cases, IReadOnlyList<UnreadCase> Unread, int Channels = 1);

/// <summary>One array.</summary>
/// <param name="Case">Its place in the case list.</param>
/// <param name="PixelSha256">Hash of the stored values of the plane in full size.</param>
/// <param name="Border">Mean of the border pixels, 0 … 255.</param>
/// <param name="Brightness">Mean of the array, 0 … 255.</param>
/// <param name="Planes">Planes of the image (slices, frames); the array shows the middle one.</param>
public sealed record PreparedCase(int Case, string PixelSha256, double Border, double Brightness, int Planes = 1);

/// <summary>An image that gave no array.</summary>
public sealed record UnreadCase(int Case, string Refusal);
