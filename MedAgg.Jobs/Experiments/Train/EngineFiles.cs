using System.Globalization;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments.Train;

/// <summary>Where engines leave their results: <c>ENGINE/SEED/predictions.csv</c> is written last and marks a finished one.</summary>
internal static class EngineFiles
{
    public const string PredictionsName = "predictions.csv";

    public static string FolderOf(string folder, string engine, long? seed) =>
        Directory.CreateDirectory(Path.Combine(folder, engine, seed?.ToString(CultureInfo.InvariantCulture) ?? "0")).FullName;

    public static bool AreThere(string folder, string engine, long? seed) => File.Exists(Path.Combine(FolderOf(folder, engine, seed), PredictionsName));

    /// <summary>A line for each case of validation and test: its id, part, class and logits.</summary>
    public static void WritePredictions(string folder, TrainParts inputs, Func<int, float[]> logits)
    {
        string path = Path.Combine(folder, PredictionsName);
        using (StreamWriter file = new(path + ".new"))
        {
            file.Write("id,part,label,logits\n");
            for (int i = 0; i < inputs.Parts.Parts.Count; i++)
            {
                if (inputs.Parts.Parts[i] != SplitPart.Training)
                    file.Write(string.Create(CultureInfo.InvariantCulture, $"{inputs.Cases.Rows[i].Id},{inputs.Parts.Parts[i]},{inputs.Cases.Rows[i].Label},{string.Join(';', logits(i).Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}\n"));
            }
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Engines with seed and folder, the baseline first.</summary>
    public static IEnumerable<(string Engine, long Seed, string Folder)> List(string folder) =>
        from engine in Directory.EnumerateDirectories(folder).OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal)
        from run in Directory.EnumerateDirectories(engine).OrderBy(path => long.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
        where File.Exists(Path.Combine(run, PredictionsName))
        select (Path.GetFileName(engine), long.Parse(Path.GetFileName(run), CultureInfo.InvariantCulture), run);

    /// <summary>Logits by case id.</summary>
    public static IReadOnlyDictionary<string, double[]> ReadPredictions(string folder) =>
        File.ReadLines(Path.Combine(folder, PredictionsName)).Skip(1).Select(line => line.Split(',')).ToDictionary(
            cells => cells[0], cells => cells[3].Split(';').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray(), StringComparer.Ordinal);
}
