using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Pipelines;

namespace MedAgg.Jobs.Tests.Experiments;

public sealed class PipelineReaderTests
{
    [Fact]
    public void Settings_are_read_with_their_types_and_in_the_order_of_their_names()
    {
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Read("name: a-1\ntitle: T\nsteps:\n  acquire: {}\n  train:\n    seeds: [2, 1]\n    rate: 0.5\n    kind: 'true'\n    on: true\n    none: null\n", "p.yaml");
        Assert.Null(refusal);
        Assert.Equal(("a-1", "T"), (pipeline!.Name, pipeline.Title));
        Assert.Equal("""{"kind":"true","none":null,"on":true,"rate":0.5,"seeds":[2,1]}""", pipeline.SettingsOf(StepName.Train).ToJsonString());
        Assert.Equal("{}", pipeline.SettingsOf(StepName.Report).ToJsonString());
    }

    [Theory]
    [InlineData("name: A\nsteps:\n  acquire: {}\n", "line 1")]
    [InlineData("steps:\n  acquire: {}\n", "no name")]
    [InlineData("name: a\nsteps:\n  train: {}\n", "acquire is missing")]
    [InlineData("name: a\nsteps:\n  acquire: {}\n  learn: {}\n", "line 4: step \"learn\" is unknown")]
    [InlineData("name: a\nsteps:\n  acquire: {}\n  4: {}\n", "step \"4\" is unknown")]
    [InlineData("name: a\nsteps:\n  acquire: [1]\n", "line 3")]
    [InlineData("name: a\nextra: 1\nsteps:\n  acquire: {}\n", "key \"extra\" is unknown")]
    [InlineData("- a\n", "one mapping")]
    [InlineData("name: [a\n", "line")]
    [InlineData("", "one mapping")]
    public void What_is_not_understood_is_refused_with_its_place(string yaml, string said)
    {
        Refusal refusal = PipelineReader.Read(yaml, "p.yaml").Refusal!;
        Assert.Equal("PIPELINE_INVALID", refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("p.yaml", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        string lines = string.Concat(Enumerable.Range(1, 9).Select(i => $"    x{i}: &x{i} [{string.Join(", ", Enumerable.Repeat($"*x{i - 1}", 10))}]\n"));
        Refusal refusal = PipelineReader.Read("name: a\nsteps:\n  acquire:\n    x0: &x0 [1, 2, 3]\n" + lines, "p.yaml").Refusal!;
        Assert.Contains("10000", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pneumonia.yaml")]
    [InlineData("classification.yaml")]
    public void Shipped_pipelines_are_read(string name)
    {
        string path = Path.Combine(Root(), "pipelines", name);
        Assert.Null(PipelineReader.Read(File.ReadAllText(path), name).Refusal);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetFullPath("../../..", Path.GetDirectoryName(path)!);
}
