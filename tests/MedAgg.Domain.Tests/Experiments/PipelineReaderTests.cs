using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Tests.Experiments;

public sealed class PipelineReaderTests
{
    private const string Good =
        """
        name: Test
        acquire:
          sources: [tcia:CMMD]
          per_class: 60
        structure:
          grain: breast
          table:
            file: "*.xlsx"
            patient: ID1
            laterality: LeftRight
          facts: [prefix]
          tasks:
            - name: malignancy
              label: classification
              positive: [Malignant]
              negative: [Benign]
        split:
          kind: patients
          training: 0.6
        """;

    [Fact]
    public void A_pipeline_is_read_with_its_defaults()
    {
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Parse(Good, "p.yaml");
        Assert.Null(refusal);
        Assert.Equal((Grain.Breast, 60, 0.6, 0.15, 12), (pipeline!.Structure.Grain, pipeline.Acquire.Choice.PerClass, pipeline.Split.Training, pipeline.Split.Validation, pipeline.Train.Epochs));
        Assert.Equal([1, 2, 3], pipeline.Train.Seeds);
    }

    [Theory]
    [InlineData("training: 0.6", "training: 1.6", "p.yaml:19: split.training is '1.6'")]
    [InlineData("grain: breast", "grain: lesion", "p.yaml:6: structure.grain is 'lesion'; possible are image, breast, study, patient")]
    [InlineData("    laterality: LeftRight\n", "", "structure.table needs the column of the side")]
    [InlineData("per_class: 60", "per_clas: 60", "p.yaml:4: acquire.per_clas means nothing here")]
    [InlineData("positive: [Malignant]", "positive: [benign]", "must not name a value that is positive")]
    [InlineData("sources: [tcia:CMMD]", "version: 2", "acquire.sources or a dataset must be named")]
    public void What_is_wrong_is_told_with_file_and_line(string from, string to, string said)
    {
        string yaml = Good.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal);
        (_, Refusal? refusal) = PipelineReader.Parse(yaml, "p.yaml");
        Assert.Equal("PIPELINE_INVALID", refusal?.Code);
        Assert.Contains(said, refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &a [1]\nb: *a")]
    [InlineData("- 1\n- 2")]
    [InlineData("a: [")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{{{{{{{a: 1}}}}}}}}}}}}}}}}}}}}}}}}}}")]
    public void What_is_no_pipeline_is_refused_and_never_thrown(string yaml) =>
        Assert.Equal("PIPELINE_MALFORMED", PipelineReader.Parse(yaml, "p.yaml").Refusal?.Code);

    [Fact]
    public void The_shipped_pipelines_are_sound()
    {
        string[] files = Directory.GetFiles(Path.Combine(Root(), "pipelines"), "*.yaml");
        Assert.True(files.Length >= 3);
        Assert.All(files, file => Assert.Null(PipelineReader.Parse(File.ReadAllText(file), Path.GetFileName(file)).Refusal));
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MedAgg.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
