using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Yaml;

/// <summary>YAML of strangers as a tree. Whatever the text is, the answer is a value: anchors that would multiply, depth that would exhaust the stack, and texts on which the scanner fails.</summary>
public static class YamlTree
{
    /// <summary>Levels that are read.</summary>
    public const int MostLevels = 12;

    /// <param name="text">One document.</param>
    /// <param name="mostValues">Values, keys and brackets that are read, at least 1.</param>
    public static YamlReading Read(string text, int mostValues)
    {
        ArgumentNullException.ThrowIfNull(text);
        long line = 1;
        try
        {
            if (IsDangerous(text, mostValues, ref line))
                return new(null, line, YamlFault.TooComplex);
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents is [var document] ? new(document.RootNode, 1, null) : new(null, 1, null);
        }
        catch (YamlException exception)
        {
            return new(null, exception.Start.Line, YamlFault.Malformed) { Says = exception.Message };
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet leaves its own path on some texts (a bracket that is not closed before a comment) and says nothing of use.
            return new(null, line, YamlFault.Malformed);
        }
    }

    // Asked before a tree is built.
    private static bool IsDangerous(string text, int mostValues, ref long line)
    {
        Parser parser = new(new StringReader(text));
        int values = 0;
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current is MappingStart or SequenceStart ? 1 : parser.Current is MappingEnd or SequenceEnd ? -1 : 0;
            if (parser.Current is AnchorAlias || ++values > mostValues || depth > MostLevels)
            {
                line = parser.Current!.Start.Line;
                return true;
            }

            line = parser.Current!.End.Line;
        }

        return false;
    }
}

/// <summary>What came of reading YAML.</summary>
/// <param name="Root">Null for a text that is none, or that holds no document or several.</param>
/// <param name="Line">Where the fault is, from 1.</param>
/// <param name="Fault">Null when it is YAML.</param>
public sealed record YamlReading(YamlNode? Root, long Line, YamlFault? Fault)
{
    /// <summary>The parser's own words; null where it has none.</summary>
    public string? Says { get; init; }

    /// <summary>One sentence about the fault; null when it is YAML.</summary>
    public string? Sentence => Fault switch
    {
        YamlFault.TooComplex => $"Aliases, too many values and more than {YamlTree.MostLevels} levels are not read.",
        YamlFault.Malformed => Says is null ? "This is not YAML from here on." : $"This is not YAML: {Says}",
        _ => null,
    };
}

/// <summary>Why a text was not read as YAML.</summary>
public enum YamlFault
{
    /// <summary>It is no YAML.</summary>
    Malformed,

    /// <summary>It has aliases, too many values or too many levels.</summary>
    TooComplex,
}
