using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedAgg.Jobs.Experiments.Pipelines;

/// <summary>
/// Finished steps by key. A step works in <c>KEY.part</c>, which outlives a kill; a finished folder has its final name by one rename, and lists its
/// files with their hashes, so that a damaged result is made again instead of believed.
/// </summary>
public sealed class StepCache(string root)
{
    private const string Manifest = "done.json";
    private const string Unfinished = ".part";

    /// <summary>SHA-256 of everything that decides a step's files.</summary>
    public static string KeyOf(StepName step, int codeVersion, JsonObject settings, string inputs, string previousKey)
    {
        string text = string.Join('\n', step, codeVersion, settings.ToJsonString(), inputs, previousKey);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The finished folder of a key; null when there is none that is whole.</summary>
    public string? Find(string key)
    {
        string folder = Path.Combine(root, key);
        string manifest = Path.Combine(folder, Manifest);
        if (!File.Exists(manifest))
            return null;
        try
        {
            Dictionary<string, string>? files = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(manifest));
            return files is not null && files.All(pair => Hash(Path.Combine(folder, pair.Key)) == pair.Value) ? folder : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null; // damaged: made again
        }
    }

    /// <summary>The folder where a step works, the one that an earlier attempt left if there is one.</summary>
    public string Open(string key) => Directory.CreateDirectory(Path.Combine(root, key + Unfinished)).FullName;

    /// <summary>Gives a worked-out folder its final name.</summary>
    public string Finish(string key)
    {
        string work = Path.Combine(root, key + Unfinished);
        SortedDictionary<string, string> files = new(
            Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(work, path).Replace('\\', '/'), path => Hash(path)!), StringComparer.Ordinal);
        File.WriteAllText(Path.Combine(work, Manifest), JsonSerializer.Serialize(files));
        Forget(key);
        string folder = Path.Combine(root, key);
        Directory.Move(work, folder);
        return folder;
    }

    /// <summary>Deletes the finished folder of a key.</summary>
    public void Forget(string key)
    {
        string folder = Path.Combine(root, key);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string? Hash(string path)
    {
        if (!File.Exists(path))
            return null;
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
