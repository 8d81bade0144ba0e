using MedAgg.Domain.Yaml;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Taxonomy;

/// <summary>Reads <c>taxonomy/*.yaml</c>. A file names its <c>kind</c> and lists its <c>terms</c>.</summary>
public static class TaxonomyLoader
{
    private const int MostValues = 1_000_000;
    private const string ResourcePrefix = "taxonomy/";
    private static readonly Lazy<TaxonomyModel> Shipped = new(() => ReadShipped().Require());

    /// <summary>The taxonomy that was built into the product.</summary>
    public static TaxonomyModel LoadShipped() => Shipped.Value;

    /// <summary>Every <c>.yaml</c> file directly in a folder.</summary>
    /// <exception cref="TaxonomyException">The files have problems; each is named with its line.</exception>
    public static TaxonomyModel Load(string folder) => Read(folder).Require();

    /// <summary>Every <c>.yaml</c> file directly in a folder, problems as values.</summary>
    public static TaxonomyReading Read(string folder)
    {
        List<(string, string)> files = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            files.Add((Path.GetFileName(path), File.ReadAllText(path)));
        return files.Count > 0 ? ReadTexts(files) : new TaxonomyReading(null, [new TaxonomyProblem(folder, 0, "The folder holds no .yaml file.")]);
    }

    /// <summary>Files that are already in memory, as (name, text).</summary>
    public static TaxonomyReading ReadTexts(IEnumerable<(string Name, string Text)> files)
    {
        (IReadOnlyList<TermSource> sources, IReadOnlyList<TaxonomyProblem> found) = ReadTerms(files);
        List<TaxonomyProblem> problems = [.. found, .. TaxonomyRules.Check(sources)];
        return problems.Count == 0 ? new TaxonomyReading(new TaxonomyModel(sources.Select(s => s.Term)), []) : new TaxonomyReading(null, problems);
    }

    /// <summary>The terms of some files of a taxonomy, each file by itself: what must hold between terms is not looked at yet (<see cref="TaxonomyRules"/>).</summary>
    public static (IReadOnlyList<TermSource> Terms, IReadOnlyList<TaxonomyProblem> Problems) ReadTerms(IEnumerable<(string Name, string Text)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<TermSource> sources = [];
        List<TaxonomyProblem> problems = [];
        foreach ((string name, string text) in files) ReadFile(name, text, sources, problems);
        return (sources, problems);
    }

    private static TaxonomyReading ReadShipped()
    {
        List<(string, string)> files = [];
        foreach (string resource in typeof(TaxonomyLoader).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(ResourcePrefix, StringComparison.Ordinal)) continue;
            using StreamReader reader = new(typeof(TaxonomyLoader).Assembly.GetManifestResourceStream(resource)!);
            files.Add((resource[ResourcePrefix.Length..], reader.ReadToEnd()));
        }

        return ReadTexts(files);
    }

    private static void ReadFile(string file, string text, List<TermSource> sources, List<TaxonomyProblem> problems)
    {
        YamlReading reading = YamlTree.Read(text, MostValues);
        if (reading.Sentence is { } fault)
        {
            problems.Add(new TaxonomyProblem(file, (int)reading.Line, fault));
            return;
        }

        if (reading.Root is not YamlMappingNode root)
        {
            problems.Add(new TaxonomyProblem(file, 1, "A taxonomy file is one mapping with \"kind\" and \"terms\"."));
            return;
        }

        ReadRoot(file, root, sources, problems);
    }

    private static void ReadRoot(string file, YamlMappingNode root, List<TermSource> sources, List<TaxonomyProblem> problems)
    {
        TermKind? kind = null;
        YamlSequenceNode? terms = null;
        foreach ((YamlNode key, YamlNode value) in root.Children)
        {
            switch ((key as YamlScalarNode)?.Value)
            {
                case "kind" when Enum.TryParse((value as YamlScalarNode)?.Value, ignoreCase: true, out TermKind read) && Enum.IsDefined(read): kind = read; break;
                case "kind": problems.Add(new TaxonomyProblem(file, (int)value.Start.Line, $"Kind \"{value}\" is unknown; there are modality, area, pathology and task.")); break;
                case "terms" when value is YamlSequenceNode list: terms = list; break;
                case "terms": problems.Add(new TaxonomyProblem(file, (int)value.Start.Line, "\"terms\" is a list.")); break;
                default: problems.Add(new TaxonomyProblem(file, (int)key.Start.Line, $"Key \"{key}\" is unknown.")); break;
            }
        }

        if (kind is null || terms is null)
        {
            problems.Add(new TaxonomyProblem(file, 1, "A taxonomy file needs \"kind\" and \"terms\"."));
            return;
        }

        TermYaml reader = new(file, kind.Value, problems);
        foreach (YamlNode node in terms)
            if (reader.Read(node) is { } source) sources.Add(source);
    }
}
