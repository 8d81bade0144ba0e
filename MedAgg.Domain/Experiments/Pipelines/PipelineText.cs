using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>Changes single values in the text of a pipeline. Comments, order and whatever else somebody wrote stay; text that is no YAML comes back as it was.</summary>
public static class PipelineText
{
    private const int Step = 2; // spaces

    /// <summary>The text with every change that is asked for.</summary>
    public static string Change(string yaml, PipelineChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Name is { } name)
            yaml = Set(yaml, "name", Quoted(name));
        if (changes.Dataset is { } dataset)
            yaml = SetPart(yaml, "acquire", [("dataset", Quoted(dataset)), .. changes.Version is { } version ? new[] { ("version", Said(version)) } : []]);
        if (changes.Seeds is { } seeds)
            yaml = Set(yaml, "train.seeds", $"[{string.Join(", ", seeds.Select(seed => Said(seed)))}]");
        if (changes.Epochs is { } epochs)
            yaml = Set(yaml, "train.epochs", Said(epochs));
        return yaml;
    }

    /// <summary>Text of the value at a path such as <c>train.seeds</c>; null when it is not there.</summary>
    public static string? Find(string yaml, string path)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        (YamlNode? value, _, _) = At(yaml, path);
        return value is null ? null : yaml[(int)value.Start.Index..End(value, yaml)];
    }

    /// <summary>Puts a value, as YAML text, at a path; keys that are missing are made.</summary>
    public static string Set(string yaml, string path, string value)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(path);
        (YamlNode? found, YamlMappingNode? parent, string missing) = At(yaml, path);
        if (found is not null)
            return IsBlank(found) ? yaml.Insert((int)found.Start.Index, value) : string.Concat(yaml.AsSpan(0, (int)found.Start.Index), value, yaml.AsSpan(End(found, yaml)));
        if (parent is null)
            return yaml;
        string[] keys = missing.Split('.');
        if (parent.Style == MappingStyle.Flow || parent.Children.Count == 0)
            return yaml.Insert((int)parent.Start.Index + 1, string.Concat(keys.Select((key, i) => i == 0 ? $" {key}: " : $"{{ {key}: ")) + value + string.Concat(keys.Skip(1).Select(_ => " }")) + (parent.Children.Count > 0 ? "," : " "));
        int indent = (int)parent.Start.Column - 1;
        string made = string.Concat(keys.Select((key, i) => $"{(i == 0 ? "" : '\n' + new string(' ', indent + i * Step))}{key}:")) + ' ' + value;
        int end = End(parent, yaml);
        return yaml.Insert(end, '\n' + new string(' ', indent) + made);
    }

    /// <summary>Takes a key away, with its whole line where it has one.</summary>
    public static string Remove(string yaml, string path)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(path);
        (YamlNode? found, YamlMappingNode? parent, _) = At(yaml, path);
        if (found is null || parent is not { Children.Count: > 1 })
            return yaml;
        string last = path[(path.LastIndexOf('.') + 1)..];
        int from = (int)parent.Children.First(pair => pair.Key is YamlScalarNode { Value: { } name } && name == last).Key.Start.Index;
        int to = IsBlank(found) ? (int)found.Start.Index : End(found, yaml);
        if (parent.Style == MappingStyle.Flow)
        {
            int comma = yaml.IndexOf(',', to);
            bool isLast = comma < 0 || yaml[to..comma].Trim().Length > 0;
            (int begin, int end) = isLast ? (yaml.LastIndexOf(',', from), to) : (from, comma + 1 + (yaml[comma + 1] == ' ' ? 1 : 0));
            return yaml.Remove(begin, end - begin);
        }

        int line = yaml.LastIndexOf('\n', from) + 1;
        int next = yaml.IndexOf('\n', to);
        return yaml.Remove(line, (next < 0 ? yaml.Length : next + 1) - line);
    }

    /// <summary>Text as a YAML value that means nothing else.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isPlain = text.Length > 0 && char.IsLetter(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or ',') && text[^1] != ' '
            && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);
        return isPlain && !text.Contains(',', StringComparison.Ordinal) ? text : '"' + string.Concat(text.Select(Escaped)) + '"';
    }

    private static readonly string[] Words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\t' => "\\t",
        _ when char.IsControl(c) => $"\\x{(int)c:x2}",
        _ => c.ToString(),
    };

    private static string Said(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A whole part in the style in which it stands there.
    private static string SetPart(string yaml, string key, IReadOnlyList<(string Key, string Value)> values)
    {
        (YamlNode? found, _, _) = At(yaml, key);
        if (found is YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } block)
            return Set(yaml, key, string.Join('\n' + new string(' ', (int)block.Start.Column - 1), values.Select(pair => $"{pair.Key}: {pair.Value}")));
        return Set(yaml, key, $"{{ {string.Join(", ", values.Select(pair => $"{pair.Key}: {pair.Value}"))} }}");
    }

    // The node at a path, its mapping, and the keys below that mapping that are missing.
    private static (YamlNode? Found, YamlMappingNode? Parent, string Missing) At(string yaml, string path)
    {
        if (yaml.Length > PipelineReader.MostCharacters || PipelineReader.Load(yaml).Root is not { } root)
            return (null, null, path);
        YamlMappingNode parent = root;
        string[] keys = path.Split('.');
        for (int i = 0; i < keys.Length; i++)
        {
            YamlNode? value = parent.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } name } && name == keys[i]).Value;
            if (i == keys.Length - 1 && value is not null)
                return (value, parent, "");
            if (value is null)
                return (null, parent, string.Join('.', keys[i..]));
            if (value is not YamlMappingNode inner)
                return (null, null, path); // something else stands where a mapping must
            parent = inner;
        }

        return (null, null, path);
    }

    private static bool IsBlank(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" };

    // The parser tells where a list or mapping begins; it ends with its last value, and with its bracket where it has one.
    private static int End(YamlNode node, string yaml)
    {
        (IEnumerable<YamlNode> inner, char closing) = node switch
        {
            YamlMappingNode mapping => (mapping.Children.SelectMany(pair => new[] { pair.Key, pair.Value }), mapping.Style == MappingStyle.Flow ? '}' : '\0'),
            YamlSequenceNode list => (list.Children, list.Style == SequenceStyle.Flow ? ']' : '\0'),
            _ => ((IEnumerable<YamlNode>)[], '\0'),
        };
        int end = inner.Select(child => End(child, yaml)).DefaultIfEmpty((int)node.End.Index).Max();
        while (closing == '\0' && end > node.Start.Index && char.IsWhiteSpace(yaml[end - 1]))
            end--; // a block of text goes on to the next key
        while (closing != '\0' && yaml[end] != closing)
            end = yaml[end] == '#' ? yaml.IndexOf('\n', end) + 1 : end + 1;
        return closing == '\0' ? end : end + 1;
    }
}
