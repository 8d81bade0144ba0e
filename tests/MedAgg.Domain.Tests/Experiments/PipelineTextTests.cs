using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Domain.Tests.Experiments;

public sealed class PipelineTextTests
{
    private const string Text = "name: Old # a note\nacquire:\n  # where from\n  sources:\n    - tcia:CMMD\n  per_class: 60\n\nstructure: { grain: image }\ntrain: { epochs: 3 }\nsplit:\n  kind: official";

    [Theory]
    [InlineData("name", "New", "name: New # a note\n")]
    [InlineData("acquire.per_class", "5", "  per_class: 5\n\nstructure")]
    [InlineData("acquire.max_patients", "9", "  per_class: 60\n  max_patients: 9\n\nstructure")]
    [InlineData("acquire.sources", "[x]", "  # where from\n  sources:\n    [x]\n  per_class: 60\n")]
    [InlineData("train.seeds", "[1, 2]", "train: { seeds: [1, 2], epochs: 3 }\n")]
    [InlineData("train.epochs", "12", "train: { epochs: 12 }\n")]
    [InlineData("evaluate.resamples", "100", "  kind: official\nevaluate:\n  resamples: 100")]
    [InlineData("split.seed", "7", "  kind: official\n  seed: 7")]
    public void One_value_changes_and_everything_else_stays(string path, string value, string becomes)
    {
        string changed = PipelineText.Set(Text, path, value);
        Assert.Contains(becomes, changed, StringComparison.Ordinal);
        Assert.Equal(value, PipelineText.Find(changed, path));
        Assert.Contains("# where from", changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acquire.per_class", "    - tcia:CMMD\n\nstructure")]
    [InlineData("train.epochs", "train: { epochs: 3 }")] // the only one: a part without keys would be no mapping
    [InlineData("split.nothing", "kind: official")]
    public void A_key_goes_with_its_line(string path, string becomes) => Assert.Contains(becomes, PipelineText.Remove(Text, path), StringComparison.Ordinal);

    [Theory]
    [InlineData("t: { a: 1, b: 2 }", "t.a", "t: { b: 2 }")]
    [InlineData("t: { a: 1, b: 2 }", "t.b", "t: { a: 1 }")]
    [InlineData("t:\n  a:\n  b: 2", "t.a", "t:\n  b: 2")]
    public void A_key_goes_from_a_line_of_several(string text, string path, string becomes) => Assert.Equal(becomes, PipelineText.Remove(text, path));

    [Theory]
    [InlineData("a: [")]
    [InlineData("- 1")]
    [InlineData("")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("acquire: 3")]
    public void What_is_no_pipeline_comes_back_as_it_was(string text) => Assert.Equal(text, PipelineText.Set(text, "acquire.sources", "[x]"));

    [Theory]
    [InlineData("name:\nacquire: 1", "name: x\nacquire: 1")]
    [InlineData("name: ''\nacquire: 1", "name: x\nacquire: 1")]
    public void A_key_without_a_value_gets_one(string text, string becomes) => Assert.Equal(Spaceless(becomes), Spaceless(PipelineText.Set(text, "name", "x")));

    [Theory]
    [InlineData("Pneumonia, run 2", "\"Pneumonia, run 2\"")]
    [InlineData("Плёнки 7", "Плёнки 7")]
    [InlineData("no", "\"no\"")]
    [InlineData("1.5", "\"1.5\"")]
    [InlineData("a: b # \"c\"\n", "\"a: b # \\\"c\\\"\\n\"")]
    public void Words_mean_themselves(string word, string written)
    {
        Assert.Equal(written, PipelineText.Quoted(word));
        string yaml = PipelineText.Change(ShippedPipelines.All["pneumonia"], new() { Name = word });
        Assert.Equal(word, PipelineReader.Parse(yaml, "p.yaml").Pipeline!.Name);
    }

    [Theory]
    [InlineData("pneumonia")]
    [InlineData("cmmd")]
    [InlineData("classification")]
    public void Shipped_pipelines_learn_from_another_dataset_with_other_settings(string word)
    {
        string shipped = ShippedPipelines.All[word];
        PipelineChanges changes = new() { Name = "Mine", Dataset = "chest-set", Version = 3, Seeds = [7, 8], Epochs = 2 };
        string changed = PipelineText.Change(shipped, changes);
        (Pipeline? pipeline, Domain.Refusals.Refusal? refusal) = PipelineReader.Parse(changed, "p.yaml");
        Assert.Null(refusal);
        Assert.Equal(("Mine", "chest-set", 3, 0, 2), (pipeline!.Name, pipeline.Acquire.Dataset, pipeline.Acquire.Version, pipeline.Acquire.Sources.Count, pipeline.Train.Epochs));
        Assert.Equal([7, 8], pipeline.Train.Seeds);
        Assert.Equal(changed, PipelineText.Change(changed, changes)); // nothing is added twice
        Assert.Equal(shipped, PipelineText.Change(shipped, new()));
        Assert.Equal(shipped.ReplaceLineEndings("\n"), PipelineText.Set(changed, "acquire", PipelineText.Find(shipped, "acquire")!).ReplaceLineEndings("\n")
            .Replace("name: Mine", "name: " + PipelineText.Find(shipped, "name"), StringComparison.Ordinal)
            .Replace("seeds: [7, 8]", "seeds: [1, 2, 3]", StringComparison.Ordinal).Replace("epochs: 2\n", $"epochs: {PipelineText.Find(shipped, "train.epochs")}\n", StringComparison.Ordinal));
    }

    private static string Spaceless(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
