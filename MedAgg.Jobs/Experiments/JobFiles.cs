using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// The files of a training job. In: <c>job.json</c>, <c>images.bin</c> (uint8, rows, columns, channels), <c>index.csv</c>, <c>start.bin</c>,
/// <c>order.bin</c>, <c>augment.bin</c>. Out: <c>weights.bin</c>, <c>predictions.csv</c>, <c>metrics.jsonl</c>, <c>env.json</c>, <c>done.json</c> last.
/// Numbers are little-endian float32 and int32.
/// </summary>
internal static class JobFiles
{
    private const int Schema = 1;

    /// <summary>Writes a job beside its place and moves it there: a worker never sees half of one.</summary>
    public static async Task WriteAsync(string folder, EngineJob job, CancellationToken cancellationToken)
    {
        IImageSource training = job.Images.TrainingImages();
        Outcome<TrainingPlan> made = TrainingPlan.Of(job.Spec, job.Options, training, cancellationToken);
        if (!made.IsDone)
            throw new RefusedException(made.Refusal.Code, $"Task {job.Task}: {made.Refusal.Message}");
        TrainingPlan plan = made.Value;
        string half = folder + ".part";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        Directory.CreateDirectory(half);
        Dictionary<string, string> hashes = new(StringComparer.Ordinal)
        {
            ["images.bin"] = await WriteAsync(half, "images.bin", Pixels(job.Images.All), cancellationToken),
            ["index.csv"] = await WriteAsync(half, "index.csv", Encoding.UTF8.GetBytes(Index(job)), cancellationToken),
            ["start.bin"] = await WriteAsync(half, "start.bin", Bytes<float>([.. plan.Parameters, .. plan.State]), cancellationToken),
            ["order.bin"] = await WriteAsync(half, "order.bin", Bytes<int>([.. Enumerable.Range(0, job.Options.Epochs).SelectMany(epoch => TrainingPlan.Order(training.Count, job.Options.Seed, epoch))]), cancellationToken),
            ["augment.bin"] = await WriteAsync(half, "augment.bin", Bytes<float>([.. Enumerable.Range(0, job.Options.Epochs).SelectMany(epoch => TrainingPlan.Codes(job.Options, training, epoch))]), cancellationToken),
        };
        await WriteAsync(half, "job.json", JsonSerializer.SerializeToUtf8Bytes(About(job, plan, hashes), StepStore.Indented), cancellationToken);
        Directory.Move(half, folder);
    }

    /// <summary>Epochs so far; null when a line is none. A last line without its end is still being written.</summary>
    public static IReadOnlyList<EpochReport>? History(string text, int epochs)
    {
        List<EpochReport> history = [];
        foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize<EpochReport>(line, StepStore.Json) is not { } epoch || epoch.Epoch != history.Count + 1 || epoch.Epoch > epochs)
                    return null;
                history.Add(epoch with { Epochs = epochs });
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return history;
    }

    /// <summary>Logits of all images; null unless there is one row of finite numbers for each image in order.</summary>
    public static IReadOnlyList<float[]>? Logits(string text, EngineJob job)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != job.Images.All.Count + 1)
            return null;
        List<float[]> rows = [];
        int? width = null;
        foreach ((int i, string line) in lines.Skip(1).Index())
        {
            string[] cells = line.TrimEnd('\r').Split(',');
            if (cells.Length < 2 || cells.Length != (width ??= cells.Length) || cells[0] != job.Cases[i].Sha256)
                return null;
            float[] row = new float[cells.Length - 1];
            for (int k = 0; k < row.Length; k++)
            {
                if (!float.TryParse(cells[k + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out row[k]) || !float.IsFinite(row[k]))
                    return null;
            }

            rows.Add(row);
        }

        return rows;
    }

    public static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, bytes.Length / 4 * 4)).ToArray();

    private static object About(EngineJob job, TrainingPlan plan, Dictionary<string, string> hashes) => new
    {
        Schema,
        job.Task,
        job.Options.Seed,
        Spec = JsonDocument.Parse(job.Spec.ToJson()).RootElement,
        Shape = new { job.Images.All.Shape.Height, job.Images.All.Shape.Width, job.Images.All.Shape.Channels },
        Images = job.Images.All.Count,
        job.Options.Epochs,
        job.Options.Patience,
        Batch = job.Options.Network.Images,
        plan.StepsPerEpoch,
        plan.Scale,
        plan.ClassWeights,
        Optimizer = job.Options.Optimizer,
        Rates = Enumerable.Range(0, (int)(plan.StepsPerEpoch * job.Options.Epochs)).Select(step => job.Options.Optimizer.RateAt(step, plan.StepsPerEpoch * job.Options.Epochs)),
        Parameters = plan.Parameters.Length,
        State = plan.State.Length,
        Decays = plan.Decays.Select(slice => new { slice.Length, slice.Decays }),
        Precision = "float32",
        Files = hashes,
    };

    private static string Index(EngineJob job)
    {
        string[] parts = new string[job.Images.All.Count];
        foreach ((string part, IReadOnlyList<int> places) in new[] { ("train", job.Images.Training), ("val", job.Images.Validation), ("test", job.Images.Test) })
        {
            foreach (int place in places)
                parts[place] = part;
        }

        StringBuilder text = new("image_sha256,patient,label,part\n");
        for (int i = 0; i < parts.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{job.Cases[i].Sha256},{job.Cases[i].Patient},{(parts[i] is null ? "" : job.Images.All.Label(i))},{parts[i]}\n");
        return text.ToString();
    }

    private static byte[] Pixels(ByteImages images)
    {
        byte[] bytes = new byte[(long)images.Count * images.Shape.Elements];
        float[] values = new float[images.Shape.Elements];
        for (int i = 0; i < images.Count; i++)
        {
            images.Read(i, values);
            for (int k = 0; k < values.Length; k++)
                bytes[i * values.Length + k] = (byte)values[k];
        }

        return bytes;
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static async Task<string> WriteAsync(string folder, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
