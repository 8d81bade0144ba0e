namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>The pipelines that come with the product, to run and to start from.</summary>
public static class ShippedPipelines
{
    private const string Prefix = "pipelines/";

    /// <summary>Word (name of the file without its ending) and text of each: the known ones first, then the one to fill in.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static OrderedDictionary<string, string> Read()
    {
        OrderedDictionary<string, string> all = [];
        var assembly = typeof(ShippedPipelines).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).OrderByDescending(name => name, StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            all.Add(Path.GetFileNameWithoutExtension(name), reader.ReadToEnd());
        }

        return all;
    }
}
