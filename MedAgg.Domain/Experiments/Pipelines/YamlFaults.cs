using YamlDotNet.RepresentationModel;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>What is wrong in a file, each with its line.</summary>
internal sealed class YamlFaults
{
    private readonly List<PipelineFault> _all = [];

    public IReadOnlyList<PipelineFault> All => [.. _all.OrderBy(fault => fault.Line)];

    public void Add(YamlNode at, string place, FormattableString sentence) => _all.Add(PipelineFault.Of(at.Start.Line, place, sentence));
}
