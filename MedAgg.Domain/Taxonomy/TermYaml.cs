using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Taxonomy;

/// <summary>Reads one term of a taxonomy file. Everything that is not understood becomes a problem with its line.</summary>
internal sealed class TermYaml(string file, TermKind kind, List<TaxonomyProblem> problems)
{
    private static readonly string[] Languages = ["en", "ru"];

    public TermSource? Read(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Report(node, "A term is a mapping that starts with its id.");
            return null;
        }

        int before = problems.Count;
        Term term = new() { Id = "", Kind = kind, Name = new LocalizedName("", "") };
        foreach ((YamlNode keyNode, YamlNode value) in map.Children)
        {
            term = (keyNode as YamlScalarNode)?.Value switch
            {
                "id" => term with { Id = Id(value) },
                "name" => term with { Name = Name(value) },
                "badge" => term with { Badge = Name(value) },
                "parent" => term with { Parent = Text(value) },
                "implies" => term with { Implies = Implied(value) },
                "synonyms" => term with { Synonyms = Words(value) },
                "abbreviations" => term with { Abbreviations = Words(value) },
                "ambiguous" => term with { Ambiguous = Words(value) },
                "context" => term with { Context = List(value) },
                "dicom" => term with { Dicom = List(value) },
                "values" => term with { Values = List(value) },
                "icd10" => term with { Icd10 = Text(value) },
                "mesh" => term with { Mesh = Text(value) },
                string key => Unknown(keyNode, key, term),
                null => Unknown(keyNode, keyNode.ToString(), term),
            };
        }

        if (term.Id.Length == 0) Report(node, "A term has no id.");
        if (term.Name.En.Length == 0 || term.Name.Ru.Length == 0) Report(node, $"Term \"{term.Id}\" needs a name in both languages.");
        return problems.Count == before ? new TermSource(term, file, (int)node.Start.Line) : null;
    }

    private Term Unknown(YamlNode node, string key, Term term)
    {
        Report(node, $"Key \"{key}\" is unknown.");
        return term;
    }

    private string Id(YamlNode node)
    {
        string id = Text(node);
        if (id.Length > 0 && !id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
            Report(node, $"Id \"{id}\" may hold lower-case letters, digits and underscores only.");
        return id;
    }

    private LocalizedName Name(YamlNode node)
    {
        LocalizedName name = new("", "");
        foreach ((string language, YamlNode value) in ByLanguage(node))
            name = language == "en" ? name with { En = Text(value) } : name with { Ru = Text(value) };
        return name;
    }

    private TermWords Words(YamlNode node)
    {
        TermWords words = TermWords.None;
        foreach ((string language, YamlNode value) in ByLanguage(node))
            words = language == "en" ? words with { En = List(value) } : words with { Ru = List(value) };
        return words;
    }

    private List<string> Implied(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Report(node, "\"implies\" is a mapping from a kind to ids.");
            return [];
        }

        List<string> ids = [];
        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            if (Enum.TryParse((key as YamlScalarNode)?.Value, ignoreCase: true, out TermKind implied) && implied != kind) ids.AddRange(List(value));
            else Report(key, $"\"{key}\" is not another kind of term.");
        }

        return ids;
    }

    private IEnumerable<(string Language, YamlNode Value)> ByLanguage(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Report(node, "Words stand under \"en\" and \"ru\".");
            yield break;
        }

        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            string language = (key as YamlScalarNode)?.Value ?? "";
            if (Languages.Contains(language)) yield return (language, value);
            else Report(key, $"Language \"{key}\" is unknown; there are \"en\" and \"ru\".");
        }
    }

    private IReadOnlyList<string> List(YamlNode node)
    {
        if (node is YamlSequenceNode sequence) return [.. sequence.Children.Select(Text)];
        Report(node, "A list in brackets is wanted here.");
        return [];
    }

    private string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value.Length: > 0 } scalar) return scalar.Value;
        Report(node, "A word is wanted here.");
        return "";
    }

    private void Report(YamlNode node, string message) => problems.Add(new TaxonomyProblem(file, (int)node.Start.Line, message));
}
