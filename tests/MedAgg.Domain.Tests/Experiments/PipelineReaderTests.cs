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
    [InlineData("  training: 0.6", "  training: 0.6\n  strata: [prefx]", "p.yaml:20: split.strata names 'prefx', which is not among the facts of structure (prefix)")]
    [InlineData("split:\n", "evaluate:\n  subgroups: [sex]\nsplit:\n", "p.yaml:18: evaluate.subgroups names 'sex'")]
    [InlineData("split:\n", "evaluate:\n  headline: { fact: batch, value: D1 }\nsplit:\n", "p.yaml:18: evaluate.headline names the fact 'batch'")]
    [InlineData("positive: [Malignant]", "classes: [a, b]", "p.yaml:15: structure.tasks[0].classes must be 3 to 50 values")]
    [InlineData("positive: [Malignant]", "classes: [a, b, A]", "structure.tasks[0].classes must differ from each other")]
    [InlineData("positive: [Malignant]", "classes: [a, b, c]\n      class_names: [x]", "structure.tasks[0].class_names must be as many as the 3 classes")]
    [InlineData("split:\n", "train: { engine: torch }\nsplit:\n", "p.yaml:17: train.engine is 'torch'; possible are builtin, worker")]
    [InlineData("split:\n", "preprocess: { color: blue }\nsplit:\n", "preprocess.color is 'blue'; possible are grey, rgb")]
    [InlineData("kind: patients", "kind: official\n  strata: [prefix]", "split.strata mean nothing where the source's own parts are kept")]
    [InlineData("name: Test", "name: Test\nname: Again", "PIPELINE_MALFORMED")]
    [InlineData("name: Test", "nam: Test", "name is missing")]
    [InlineData("split:\n", "preprocess: { size: 16 }\ntrain: { channels: [4, 4, 4, 4, 4], pools: 5 }\nsplit:\n", "train.pools halves the size of 16 pixels 5 times")]
    public void What_steps_name_must_exist(string from, string to, string said)
    {
        string yaml = Good.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal);
        (_, Refusal? refusal) = PipelineReader.Parse(yaml, "p.yaml");
        Assert.Contains(said, refusal!.ToString(), StringComparison.Ordinal);
        Assert.Contains("p.yaml:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_with_classes_is_a_task_a_class_against_the_rest()
    {
        string yaml = Good.ReplaceLineEndings("\n").Replace("      positive: [Malignant]\n      negative: [Benign]", "      classes: [\"0\", \"1\", \"2\"]\n      class_names: [mass, Calcium!, calcium]", StringComparison.Ordinal);
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Parse(yaml, "p.yaml");
        Assert.Null(refusal);
        Assert.Equal(["malignancy-mass", "malignancy-calcium", "malignancy-calcium-2"], pipeline!.Structure.Tasks.Select(task => task.Name));
        Assert.All(pipeline.Structure.Tasks, task => Assert.Equal(("malignancy", 1, 2), (task.Group, task.Positive.Count, task.Negative.Count)));
        Assert.Equal(["mass", "Calcium!", "calcium"], pipeline.Structure.Tasks.Select(task => task.PositiveName));
    }

    [Theory]
    [InlineData("a: &a [1]\nb: *a")]
    [InlineData("- 1\n- 2")]
    [InlineData("a: [")]
    [InlineData("a: [            # or b\n  c: 1\n")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{{{{{{{a: 1}}}}}}}}}}}}}}}}}}}}}}}}}}")]
    public void What_is_no_pipeline_is_refused_and_never_thrown(string yaml) =>
        Assert.Equal("PIPELINE_MALFORMED", PipelineReader.Parse(yaml, "p.yaml").Refusal?.Code);

    [Fact]
    public void Damaged_text_is_a_fault_with_a_line_and_never_an_exception()
    {
        const string Marks = "[]{}:#,&*!|>'\"%@`-? \n\t\0é";
        string[] texts = [.. ShippedPipelines.All.Values];
        int sound = 0;
        for (ulong n = 0; n < 6000; n++)
        {
            char[] text = texts[n % (ulong)texts.Length].ToCharArray();
            ulong state = n * 0x9E3779B97F4A7C15UL + 1;
            for (int change = 0; change <= (int)(n % 3); change++)
            {
                state = state * 6364136223846793005UL + 1442695040888963407UL;
                text[(int)((state >> 33) % (ulong)text.Length)] = Marks[(int)((state >> 20) % (ulong)Marks.Length)];
            }

            string yaml = new(text, 0, n % 4 == 0 ? (int)(state % (ulong)text.Length) : text.Length);
            PipelineReading reading = PipelineReader.Read(yaml, "p.yaml");
            Assert.True(reading.Pipeline is null == (reading.Refusal is not null) && reading.Faults.All(fault => fault.Line >= 1 && fault.Sentence.Length > 0), yaml);
            string changed = PipelineText.Remove(PipelineText.Change(yaml, new() { Name = "Other", Dataset = "set", Version = 2, Seeds = [7], Epochs = 3 }), "acquire.max_patients");
            if (reading.Pipeline is null)
                continue;
            sound++;
            Pipeline other = PipelineReader.Read(changed, "p.yaml").Pipeline ?? throw new InvalidOperationException(changed);
            Assert.Equal(("Other", "set", 2, 7, 3), (other.Name, other.Acquire.Dataset, other.Acquire.Version, other.Train.Seeds[0], other.Train.Epochs));
            Assert.Equal(reading.Pipeline.Structure.Tasks.Count, other.Structure.Tasks.Count);
        }

        Assert.InRange(sound, 500, 5500); // both kinds were tried
    }

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
