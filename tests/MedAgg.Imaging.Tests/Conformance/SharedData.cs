using System.Text.Json;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Tests.Conformance;

/// <summary>Finds the shared data folder: MEDAGG_SHARED, else ../shared beside the repository root. Tests skip where it is not.</summary>
internal static class SharedData
{
    public static string Folder(params ReadOnlySpan<string> parts)
    {
        string? root = Environment.GetEnvironmentVariable("MEDAGG_SHARED") ?? Beside();
        if (root is null || !Directory.Exists(root))
            Assert.Skip("The shared data are not here: set MEDAGG_SHARED or put them in ../shared.");
        return Path.Combine([root, "data", .. parts]);
    }

    public static List<JsonElement> Lines(string file)
    {
        List<JsonElement> lines = [];
        foreach (string line in File.ReadLines(file))
        {
            if (line.Length == 0)
                continue;
            using JsonDocument document = JsonDocument.Parse(line);
            lines.Add(document.RootElement.Clone());
        }
        return lines;
    }

    /// <summary>Siblings of a file as ingestion offers them: same folder only.</summary>
    public static OpenSibling Siblings(string path) => name =>
    {
        string file = Path.Combine(Path.GetDirectoryName(path)!, name);
        return File.Exists(file) ? ByteSource.Open(file) : null;
    };

    private static string? Beside()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MedAgg.sln")))
                return Path.Combine(folder.Parent!.FullName, "shared");
        }
        return null;
    }
}
