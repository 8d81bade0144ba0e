using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>A mapping of the file whose keys are asked for one by one. What is wrong is collected with its line; keys that nobody asked for are wrong as well.</summary>
internal sealed class YamlPart(YamlMappingNode node, string path, YamlFaults faults)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlPart? Part(string key, bool isRequired = false)
    {
        if (Find(key) is not { } found)
        {
            if (isRequired)
                faults.Add(node, Of(key), $"is missing");
            return null;
        }

        if (found is YamlMappingNode mapping)
            return new(mapping, Of(key), faults);
        faults.Add(found, Of(key), $"must be a mapping of keys and values");
        return null;
    }

    public IReadOnlyList<YamlPart> Parts(string key)
    {
        if (Find(key) is not { } found)
            return [];
        if (found is YamlSequenceNode list && list.Children.All(child => child is YamlMappingNode))
            return [.. list.Children.Select((child, index) => new YamlPart((YamlMappingNode)child, $"{Of(key)}[{index}]", faults))];
        faults.Add(found, Of(key), $"must be a list of mappings");
        return [];
    }

    public string Text(string key, string otherwise) => OptionalText(key) ?? otherwise;

    public string Required(string key)
    {
        if (OptionalText(key) is { Length: > 0 } text)
            return text;
        faults.Add(node, Of(key), $"is missing");
        return "";
    }

    public string? OptionalText(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } text }:
                if (text.Length <= 4096)
                    return text;
                faults.Add(node, Of(key), $"is longer than 4096 characters");
                return null;
            case { } other:
                faults.Add(other, Of(key), $"must be a single value");
                return null;
        }
    }

    /// <summary>A list, or one value for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { Length: > 0 } one }:
                return [one];
            case YamlSequenceNode list when list.Children.Count <= 1000 && list.Children.All(child => child is YamlScalarNode { Value.Length: > 0 and <= 4096 }):
                return [.. list.Children.Select(child => ((YamlScalarNode)child).Value!)];
            case { } other:
                faults.Add(other, Of(key), $"must be a value or a list of values");
                return [];
        }
    }

    public int Whole(string key, int otherwise, int from, int to) => (int)(OptionalWhole(key, from, to) ?? otherwise);

    public long? OptionalWhole(string key, long from, long to)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= from && number <= to)
            return number;
        faults.Add(Find(key)!, Of(key), $"is '{Shown(text)}'; whole numbers from {from} to {to} are possible");
        return null;
    }

    public double Number(string key, double otherwise, double from, double to)
    {
        if (OptionalText(key) is not { } text)
            return otherwise;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= from && number <= to)
            return number;
        faults.Add(Find(key)!, Of(key), $"is '{Shown(text)}'; numbers from {from} to {to} are possible");
        return otherwise;
    }

    public IReadOnlyList<int> Wholes(string key, IReadOnlyList<int> otherwise, int from, int to, int most)
    {
        IReadOnlyList<string> texts = Texts(key);
        if (texts.Count == 0)
            return otherwise;
        List<int> numbers = [];
        foreach (string text in texts)
        {
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to)
                numbers.Add(number);
        }

        if (numbers.Count == texts.Count && numbers.Count <= most)
            return numbers;
        faults.Add(Find(key)!, Of(key), $"must be at most {most} whole numbers from {from} to {to}");
        return otherwise;
    }

    public bool Truth(string key, bool otherwise = false)
    {
        if (OptionalText(key) is not { } text)
            return otherwise;
        if (bool.TryParse(text, out bool truth))
            return truth;
        faults.Add(Find(key)!, Of(key), $"is '{Shown(text)}'; true and false are possible");
        return otherwise;
    }

    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (OptionalText(key) is not { } text)
            return otherwise;
        if (Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsDigit(text[0]))
            return value;
        faults.Add(Find(key)!, Of(key), $"is '{Shown(text)}'; possible are {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
        return otherwise;
    }

    public void Fault(string key, FormattableString sentence) => faults.Add(Find(key) ?? node, Of(key), sentence);

    /// <summary>Says which keys mean nothing here: a misspelt key must not change an experiment in silence.</summary>
    public void Close()
    {
        foreach ((YamlNode key, _) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                faults.Add(key, path, $"has a key that is no word");
            else if (!_asked.Contains(name))
                faults.Add(key, Of(Shown(name)), $"means nothing here; possible are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } name } && name == key).Value;
    }

    private string Of(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
