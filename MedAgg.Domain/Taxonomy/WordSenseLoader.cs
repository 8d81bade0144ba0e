using MedAgg.Domain.Yaml;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Taxonomy;

/// <summary>Reads <c>taxonomy/words/*.yaml</c>: lists of <see cref="WordSense"/>. A word that stands in two lines or a line of one language is refused with file and line.</summary>
public static class WordSenseLoader
{
    private const string ResourcePrefix = "words/";
    private const int MostValues = 100_000;
    private static readonly Lazy<IReadOnlyList<WordSense>> Shipped = new(ReadShipped);

    /// <summary>The words that were built into the product.</summary>
    /// <exception cref="TaxonomyException">The files have problems; each is named with its line.</exception>
    public static IReadOnlyList<WordSense> LoadShipped() => Shipped.Value;

    /// <summary>Files that are already in memory, as (name, text).</summary>
    public static WordSenseReading ReadTexts(IEnumerable<(string Name, string Text)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<WordSense> senses = [];
        List<TaxonomyProblem> problems = [];
        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        foreach ((string name, string text) in files) new ListReader(name, senses, problems, owners).Read(text);
        return problems.Count == 0 ? new WordSenseReading(senses, []) : new WordSenseReading([], problems);
    }

    private static IReadOnlyList<WordSense> ReadShipped()
    {
        List<(string, string)> files = [];
        foreach (string resource in typeof(WordSenseLoader).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(ResourcePrefix, StringComparison.Ordinal)) continue;
            using StreamReader reader = new(typeof(WordSenseLoader).Assembly.GetManifestResourceStream(resource)!);
            files.Add((resource[ResourcePrefix.Length..], reader.ReadToEnd()));
        }

        WordSenseReading reading = ReadTexts(files);
        return reading.Problems.Count == 0 ? reading.Senses : throw new TaxonomyException(reading.Problems);
    }

    private sealed class ListReader(string name, List<WordSense> senses, List<TaxonomyProblem> problems, Dictionary<string, string> owners)
    {
        public void Read(string text)
        {
            YamlReading reading = YamlTree.Read(text, MostValues);
            if (reading.Sentence is { } fault)
                problems.Add(new TaxonomyProblem(name, (int)reading.Line, fault));
            else if (reading.Root is YamlMappingNode { Children.Count: 2 } root && Scalar(root, "kind") == "words" && root.Children.TryGetValue("words", out YamlNode? lines) && lines is YamlSequenceNode list)
                foreach (YamlNode line in list) ReadLine(line);
            else
                problems.Add(new TaxonomyProblem(name, 1, "A list of words is one mapping with \"kind: words\" and the list \"words\"."));
        }

        private void ReadLine(YamlNode line)
        {
            int before = problems.Count;
            TermWords words = TermWords.None;
            if (line is not YamlMappingNode map)
            {
                Report(line, "A line has words under \"en\" and \"ru\".");
                return;
            }

            foreach ((YamlNode language, YamlNode list) in map.Children)
            {
                switch ((language as YamlScalarNode)?.Value)
                {
                    case "en": words = words with { En = List(list) }; break;
                    case "ru": words = words with { Ru = List(list) }; break;
                    default: Report(language, $"Language \"{language}\" is unknown; there are \"en\" and \"ru\"."); break;
                }
            }

            if (problems.Count == before && (words.En.Count == 0 || words.Ru.Count == 0)) Report(line, "A line needs words in both languages.");
            if (problems.Count > before) return;
            foreach (string word in words.All)
                if (!owners.TryAdd(WordKey.Of(word), $"{name}:{line.Start.Line}")) Report(line, $"\"{word}\" already stands in {owners[WordKey.Of(word)]}.");
            if (problems.Count == before) senses.Add(new WordSense(words));
        }

        private List<string> List(YamlNode node)
        {
            List<string> words = [];
            if (node is not YamlSequenceNode list) Report(node, "A list in brackets is wanted here.");
            foreach (YamlNode word in (node as YamlSequenceNode)?.Children ?? [])
            {
                if (word is YamlScalarNode { Value: { } text } && WordKey.Of(text).Length > 0) words.Add(text);
                else Report(word, "A word is wanted here.");
            }

            return words;
        }

        private void Report(YamlNode node, string message) => problems.Add(new TaxonomyProblem(name, (int)node.Start.Line, message));
    }

    private static string? Scalar(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out YamlNode? value) ? (value as YamlScalarNode)?.Value : null;
}
