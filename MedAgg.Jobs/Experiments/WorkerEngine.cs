using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Training;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// Hands a training to a worker elsewhere through a shared folder: files in, files out. The worker gets start values, order and augmentation of the
/// built-in engine, so the run is the same but for rounding; what it says is not believed but measured here, after its weights gave its logits here too.
/// </summary>
internal sealed class WorkerEngine(IOptions<ExperimentOptions> options, TimeProvider clock) : INetworkEngine
{
    private const int Checked = 64;
    private const double Tolerance = 2e-3;

    public async Task<TrainedNetwork> TrainAsync(EngineJob job, Action<EpochReport> told, CancellationToken cancellationToken)
    {
        if (options.Value.WorkerFolder is not { Length: > 0 } shared)
            throw new RefusedException("WORKER_NOT_SET", "The pipeline wants a training worker, and this node knows no folder for one; set Experiments:WorkerFolder, or train with engine: builtin.");
        string folder = Path.Combine(Path.GetFullPath(shared), "jobs", Named(job));
        if (!Directory.Exists(folder))
            await JobFiles.WriteAsync(folder, job, cancellationToken);
        try
        {
            await WaitAsync(folder, job, told, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The worker looks for this between epochs; a job that nobody waits for is taken up by the next attempt.
            await File.WriteAllTextAsync(Path.Combine(folder, "cancel"), "", CancellationToken.None);
            throw;
        }

        TrainedNetwork trained = await TakeAsync(folder, job, cancellationToken);
        Directory.Delete(folder, recursive: true);
        return trained;
    }

    private static string Named(EngineJob job) => string.Create(CultureInfo.InvariantCulture, $"{job.Key[..24]}-{job.Task}-{job.Options.Seed}");

    private async Task WaitAsync(string folder, EngineJob job, Action<EpochReport> told, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(folder, "cancel"));
        using PeriodicTimer timer = new(options.Value.ProgressInterval, clock);
        long lastSign = clock.GetTimestamp();
        DateTime seen = default;
        int epochs = 0;
        while (true)
        {
            if (File.Exists(Path.Combine(folder, "out", "done.json")))
                return;
            if (File.Exists(Path.Combine(folder, "out", "failed.json")))
                throw Failure(folder, job);
            // The worker touches its claim while it lives.
            DateTime sign = File.GetLastWriteTimeUtc(Path.Combine(folder, "claimed"));
            if (sign != seen)
                (seen, lastSign) = (sign, clock.GetTimestamp());
            else if (clock.GetElapsedTime(lastSign) > options.Value.WorkerPatience)
                throw new RefusedException("WORKER_SILENT", $"Task {job.Task}: no training worker has given a sign for {options.Value.WorkerPatience.TotalMinutes:0} minutes; is one running on the shared folder?");
            IReadOnlyList<EpochReport> history = await HistoryAsync(folder, job, cancellationToken);
            foreach (EpochReport epoch in history.Skip(epochs))
                told(epoch);
            epochs = history.Count;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static RefusedException Failure(string folder, EngineJob job)
    {
        string said = File.ReadAllText(Path.Combine(folder, "out", "failed.json"));
        Directory.Delete(folder, recursive: true);
        using JsonDocument json = Parse(said, job);
        string code = json.RootElement.TryGetProperty("code", out JsonElement word) ? word.GetString() ?? "" : "";
        string message = json.RootElement.TryGetProperty("message", out JsonElement sentence) ? sentence.GetString() ?? "" : "";
        return new(code.Length is > 0 and <= 60 ? code : "WORKER_FAILED", $"Task {job.Task}: the training worker says: {(message.Length > 400 ? message[..400] : message)}");
    }

    private static async Task<TrainedNetwork> TakeAsync(string folder, EngineJob job, CancellationToken cancellationToken)
    {
        string from = Path.Combine(folder, "out");
        using JsonDocument done = Parse(await File.ReadAllTextAsync(Path.Combine(from, "done.json"), cancellationToken), job);
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (string name in (string[])["weights.bin", "predictions.csv", "metrics.jsonl", "env.json"])
        {
            string path = Path.Combine(from, name);
            if (!File.Exists(path) || !done.RootElement.TryGetProperty("files", out JsonElement hashes) || !hashes.TryGetProperty(name, out JsonElement hash))
                throw Broken(job, $"{name} is missing");
            files[name] = await File.ReadAllBytesAsync(path, cancellationToken);
            if (!string.Equals(hash.GetString(), Convert.ToHexStringLower(SHA256.HashData(files[name])), StringComparison.OrdinalIgnoreCase))
                throw Broken(job, $"{name} does not have the SHA-256 that done.json states");
        }

        IReadOnlyList<EpochReport> history = JobFiles.History(Encoding.UTF8.GetString(files["metrics.jsonl"]), job.Options.Epochs) ?? throw Broken(job, "metrics.jsonl cannot be read");
        if (history.LastOrDefault(epoch => epoch.IsBest) is not { } best)
            throw Broken(job, "metrics.jsonl names no best epoch");
        TrainedModel model = ModelOf(job, files["weights.bin"], history, best.Epoch, cancellationToken);
        IReadOnlyList<float[]> logits = JobFiles.Logits(Encoding.UTF8.GetString(files["predictions.csv"]), job) ?? throw Broken(job, "predictions.csv does not give one row of finite logits for each image in order");
        Confirm(job, model, logits, cancellationToken);
        using JsonDocument env = Parse(Encoding.UTF8.GetString(files["env.json"]), job);
        return new(model, logits, Maker(env));
    }

    private static TrainedModel ModelOf(EngineJob job, byte[] weights, IReadOnlyList<EpochReport> history, int best, CancellationToken cancellationToken)
    {
        Outcome<TrainingPlan> plan = TrainingPlan.Of(job.Spec, job.Options, job.Images.TrainingImages(), cancellationToken);
        if (!plan.IsDone)
            throw new RefusedException(plan.Refusal.Code, plan.Refusal.Message);
        int parameters = plan.Value.Parameters.Length;
        int state = plan.Value.State.Length;
        float[] values = JobFiles.Floats(weights);
        if (values.Length != parameters + state || values.Any(value => !float.IsFinite(value)))
            throw Broken(job, $"weights.bin does not hold {parameters + state} finite numbers");
        TrainedModel model = new(job.Spec, values[..parameters], values[parameters..], plan.Value.Scale, job.Options.Seed, best, history.Count < job.Options.Epochs, history, "", "");
        using Network network = model.Load(new() { Images = 1, Threads = 1 });
        string hash = network.WeightsHash();
        return model with { WeightsHash = hash, FinalWeightsHash = hash };
    }

    // The worker's weights must give the worker's logits here: then the model file that is written from them is the model that was measured.
    private static void Confirm(EngineJob job, TrainedModel model, IReadOnlyList<float[]> logits, CancellationToken cancellationToken)
    {
        int[] some = [.. Enumerable.Range(0, Math.Min(Checked, logits.Count)).Select(i => (int)((long)i * logits.Count / Math.Min(Checked, logits.Count)))];
        IReadOnlyList<float[]> own = model.Predict(new SelectedImages(job.Images.All, some), new() { Threads = 1 }, cancellationToken);
        double gap = some.Select((image, i) => own[i].Zip(logits[image], (a, b) => Math.Abs(a - b) / Math.Max(1, Math.Abs(b))).Max()).Max();
        if (!(gap <= Tolerance))
            throw new RefusedException("WORKER_LOGITS_DIFFER", string.Create(CultureInfo.InvariantCulture, $"Task {job.Task}: the weights of the training worker give logits that differ by {gap:0.####} from those it reports; nothing of it is taken."));
    }

    private static string Maker(JsonDocument env)
    {
        return $"PyTorch worker ({Word("torch")}, {Word("device")}, {(env.RootElement.TryGetProperty("deterministic", out JsonElement flag) && flag.ValueKind == JsonValueKind.True ? "deterministic" : "not deterministic")})";

        string Word(string name) => env.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 60 } word ? word : "unknown";
    }

    private static async Task<IReadOnlyList<EpochReport>> HistoryAsync(string folder, EngineJob job, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, "out", "metrics.jsonl");
        return File.Exists(path) ? JobFiles.History(await File.ReadAllTextAsync(path, cancellationToken), job.Options.Epochs) ?? [] : [];
    }

    private static JsonDocument Parse(string text, EngineJob job)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw Broken(job, "a file of it is no JSON");
        }
    }

    private static RefusedException Broken(EngineJob job, string why) => new("WORKER_OUTPUT_BROKEN", $"Task {job.Task}: what the training worker left cannot be used: {why}.");
}
