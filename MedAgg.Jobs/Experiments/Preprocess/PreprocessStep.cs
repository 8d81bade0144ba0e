using System.Security.Cryptography;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Cases;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Learning.Tensors;

namespace MedAgg.Jobs.Experiments.Preprocess;

/// <summary>Turns every case into an 8-bit image of one size, stored one after the other; the table gets the hash of each image's pixels.</summary>
internal sealed class PreprocessStep(IEnumerable<ICasePixels> readers) : IPipelineStep
{
    private const int Smallest = 8;
    private const int Largest = 4096;

    public StepName Name => StepName.Preprocess;

    public int CodeVersion => 1;

    public Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult("");

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        PreprocessSettings settings = context.Read<PreprocessSettings>();
        if (settings.Size is < Smallest or > Largest)
            throw new RefusedException("PIPELINE_SETTING", $"Step preprocess: size {settings.Size} must lie in {Smallest} … {Largest}.");
        CaseTable cases = CaseTable.Read(context.Earlier[StepName.Structure]);
        string acquired = context.Earlier[StepName.Acquire];
        ICasePixels reader = readers.FirstOrDefault(r => r.Reads(acquired)) ?? throw new RefusedException("CASES_PIXELS", "Step preprocess: no reader knows the source's images.");
        List<CaseRow> rows = new(cases.Rows.Count);
        TensorShape? shape = null;
        await using (FileStream file = File.Create(PreparedImages.PixelsOf(context.Folder)))
        {
            foreach (IGrouping<string, CaseRow> source in cases.Rows.GroupBy(row => row.Source, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using ICaseFrames frames = reader.Open(acquired, source.Key, cancellationToken);
                TensorShape size = new(settings.Size ?? frames.Shape.Height, settings.Size ?? frames.Shape.Width, frames.Shape.Channels);
                if ((shape ??= size) != size)
                    throw new RefusedException("CASES_SIZES_DIFFER", $"Step preprocess: images are {shape} and {size}; give a size that all are brought to.");
                foreach (CaseRow row in source)
                {
                    byte[] pixels = Resize.To(frames.Read(row.Frame), frames.Shape, size);
                    await file.WriteAsync(pixels, cancellationToken);
                    rows.Add(row with { PixelSha256 = Convert.ToHexStringLower(SHA256.HashData(pixels)) });
                    if (rows.Count % 500 == 0)
                        context.Tell(new(rows.Count, cases.Rows.Count));
                }
            }
        }

        PreparedImages.WriteShape(context.Folder, shape!.Value);
        (cases with { Rows = rows }).Write(context.Folder);
        context.Tell(new(rows.Count, rows.Count));
    }
}
