using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Web.Features.Experiments;

/// <summary>The pipeline that somebody prepares to run. The text is all there is: every field of the form writes into it.</summary>
internal sealed class RunDraft
{
    private string? _ownData; // what stood under acquire before a dataset of the catalogue was chosen

    public RunDraft() => Take(ShippedPipelines.All.Keys.First());

    /// <summary>Word of the shipped pipeline that this began with; null for a text of one's own.</summary>
    public string? Shipped { get; private set; }

    public string Yaml { get; private set; } = "";

    public PipelineReading Reading { get; private set; } = null!;

    /// <summary>Null while the text has faults.</summary>
    public Pipeline? Pipeline => Reading.Pipeline;

    /// <summary>The pipeline as it last could be read.</summary>
    public Pipeline Known { get; private set; } = null!;

    public bool TakesDataset => PipelineText.Find(Yaml, "acquire.dataset") is not null;

    /// <summary>Begins again with a shipped pipeline.</summary>
    public void Take(string shipped)
    {
        if (!ShippedPipelines.All.TryGetValue(shipped, out string? yaml))
            return;
        Write(yaml);
        Shipped = shipped;
    }

    /// <summary>Takes a whole text: typed, pasted, or of an earlier run.</summary>
    public void Write(string yaml)
    {
        Shipped = null;
        _ownData = null;
        Put(yaml);
    }

    public void Type(string yaml) => Put(yaml);

    public void Change(PipelineChanges changes)
    {
        if (changes.Dataset is not null && !TakesDataset)
            _ownData = PipelineText.Find(Yaml, "acquire");
        Put(PipelineText.Change(Yaml, changes));
    }

    /// <summary>Back to the pipeline's own source.</summary>
    public void TakeOwnData() => Put(PipelineText.Set(Yaml, "acquire", _ownData ?? "{ sources: [] }"));

    /// <summary>One address instead of the sources of the pipeline.</summary>
    public void TakeSource(string source) => Put(PipelineText.Set(Yaml, "acquire.sources", source.Length == 0 ? "[]" : $"[{PipelineText.Quoted(source)}]"));

    /// <summary>A limit of what is fetched; null for none.</summary>
    public void Limit(string key, long? most) =>
        Put(most is { } number ? PipelineText.Set(Yaml, "acquire." + key, number.ToString(CultureInfo.InvariantCulture)) : PipelineText.Remove(Yaml, "acquire." + key));

    private void Put(string yaml)
    {
        Yaml = yaml;
        Reading = PipelineReader.Read(yaml, "pipeline.yaml");
        Known = Reading.Pipeline ?? Known;
    }
}
