using System.Globalization;
using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>One thing that is wrong in a pipeline.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Place">What it is about, for example <c>split.training</c>; empty for the file as a whole.</param>
/// <param name="Format">What is said of it, English, with <c>{0}</c> … for the values; the same for every fault of a kind, so that other languages can be looked up by it.</param>
/// <param name="Values">What belongs into the format.</param>
public sealed record PipelineFault(long Line, string Place, string Format, IReadOnlyList<string> Values)
{
    /// <summary>What is wrong, without line and place.</summary>
    public string Sentence => string.Format(CultureInfo.InvariantCulture, Format, [.. Values]);

    internal static PipelineFault Of(long line, string place, FormattableString sentence) =>
        new(line, place, sentence.Format, [.. sentence.GetArguments().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]);

    internal string In(string file) => string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}: {Place}{(Place.Length > 0 ? " " : "")}{Sentence}");
}

/// <summary>A pipeline that was read, or what stands in the way.</summary>
/// <param name="Pipeline">Null when something is wrong.</param>
/// <param name="Refusal">Everything that is wrong in one sentence; null when nothing is.</param>
/// <param name="Faults">The same line by line; empty for a file that is too long to be read.</param>
public sealed record PipelineReading(Pipeline? Pipeline, Refusal? Refusal, IReadOnlyList<PipelineFault> Faults);
