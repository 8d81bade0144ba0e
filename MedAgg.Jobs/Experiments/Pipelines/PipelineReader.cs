using System.Globalization;
using System.Text.Json.Nodes;
using MedAgg.Domain.Refusals;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Jobs.Experiments.Pipelines;

/// <summary>Reads a pipeline file. What is not understood is a refusal that names its line.</summary>
public static class PipelineReader
{
    private const int MostCharacters = 1 << 20;
    private const int MostNodes = 10_000;
    private const int MostDepth = 16;
    private const string Code = "PIPELINE_INVALID";

    /// <summary>The pipeline, or why there is none.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">Its name, for messages.</param>
    public static (Pipeline? Pipeline, Refusal? Refusal) Read(string yaml, string file)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        if (yaml.Length > MostCharacters)
            return (null, new(Code, $"{file} holds more than {MostCharacters} characters."));
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
                return (null, new(Code, $"{file} must be one mapping."));
            return (ReadRoot(root), null);
        }
        catch (YamlException exception)
        {
            return (null, new(Code, FormattableString.Invariant($"{file}, line {exception.Start.Line}: {exception.Message}")));
        }
        catch (RefusedException exception)
        {
            return (null, exception.Refusal with { Message = $"{file}, {exception.Refusal.Message}" });
        }
    }

    private static Pipeline ReadRoot(YamlMappingNode root)
    {
        string name = "";
        string? title = null;
        Dictionary<StepName, JsonObject> settings = [];
        int nodes = 0;
        foreach ((YamlNode key, YamlNode value) in root.Children)
        {
            switch ((key as YamlScalarNode)?.Value)
            {
                case "name":
                    name = NameOf(value);
                    break;
                case "title":
                    title = (value as YamlScalarNode)?.Value;
                    break;
                case "steps" when value is YamlMappingNode steps:
                    foreach ((YamlNode step, YamlNode body) in steps.Children)
                        settings.Add(StepOf(step), Convert(body, ref nodes, 0) as JsonObject ?? (IsNothing(body) ? [] : throw Refuse(body, "the settings of a step are a mapping")));
                    break;
                default:
                    throw Refuse(key, $"key \"{key}\" is unknown; name, title and steps are known");
            }
        }

        if (name.Length == 0)
            throw Refuse(root, "the pipeline has no name");
        return settings.ContainsKey(StepName.Acquire) ? new(name, title ?? name, settings) : throw Refuse(root, "step acquire is missing");
    }

    private static string NameOf(YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 and <= 60 } name } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw Refuse(node, "the name may hold up to 60 lower-case letters, digits and dashes");

    private static StepName StepOf(YamlNode node) =>
        Enum.TryParse((node as YamlScalarNode)?.Value, ignoreCase: true, out StepName step) && Enum.IsDefined(step) && !char.IsAsciiDigit(node.ToString()[0])
            ? step
            : throw Refuse(node, $"step \"{node}\" is unknown; known are {string.Join(", ", Enum.GetNames<StepName>().Select(n => n.ToLowerInvariant()))}");

    // Aliases are followed and counted, so that a few lines cannot become a billion values.
    private static JsonNode? Convert(YamlNode node, ref int nodes, int depth)
    {
        if (++nodes > MostNodes || depth > MostDepth)
            throw Refuse(node, $"the file has more than {MostNodes} values or is nested deeper than {MostDepth}");
        switch (node)
        {
            case YamlMappingNode map:
                JsonObject members = [];
                foreach ((YamlNode key, YamlNode value) in map.Children.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
                    members[key.ToString()] = Convert(value, ref nodes, depth + 1);
                return members;
            case YamlSequenceNode list:
                JsonArray items = [];
                foreach (YamlNode item in list.Children)
                    items.Add(Convert(item, ref nodes, depth + 1));
                return items;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonValue? Scalar(YamlScalarNode node)
    {
        string text = node.Value ?? "";
        if (node.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return JsonValue.Create(text);
        if (IsNothing(node))
            return null;
        if (text is "true" or "false")
            return JsonValue.Create(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return JsonValue.Create(whole);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(text);
    }

    private static bool IsNothing(YamlNode node) => node is YamlScalarNode { Value: "" or "~" or "null" or null, Style: ScalarStyle.Plain or ScalarStyle.Any };

    private static RefusedException Refuse(YamlNode node, string why) => new(Code, FormattableString.Invariant($"line {node.Start.Line}: {why}."));
}
