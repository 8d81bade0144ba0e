using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Jobs.Tests.Experiments;

public sealed class CaseBuilderTests
{
    private static readonly StructureStep Step = new()
    {
        Grain = Grain.Breast,
        Table = new() { File = "*.xlsx", Patient = "ID1", Laterality = "LeftRight" },
        Facts = [CaseFacts.Prefix, CaseFacts.Age],
        Tasks = [new() { Name = "malignancy", Label = "classification", Positive = ["Malignant"], Negative = ["Benign"] }],
    };

    [Fact]
    public void Labels_are_joined_by_patient_and_side_and_never_guessed()
    {
        CaseSet set = Build(
            [Image("D1-0001", "L"), Image("D1-0001", "R"), Image("D2-0001", "L"), Image("D2-0002", null), Image("d1-0001", "L")],
            ["D1-0001", "L", "50", "Benign"], ["D2-0001", "L", "61", "Malignant"], ["D1-0009", "L", "40", "Benign"]);

        Assert.Equal(["D1-0001|L", "D2-0001|L"], set.Images.Select(one => one.Unit));
        Assert.Equal([false, true], set.Images.Select(one => one.Labels["malignancy"]));
        Assert.Equal(["D1", "D2"], set.Images.Select(one => one.Facts["prefix"]));
        Assert.Equal(new(Join.Table, 3, 2, 1, 0, 2, 1), set.Join! with { Table = Join.Table });
        Assert.Equal(2, set.Flow.Single(line => line.Code == "unlabelled").Images);
        Assert.Equal(1, set.Flow.Single(line => line.Code == "without_key").Images);
    }

    [Fact]
    public void Two_rows_that_differ_about_one_breast_leave_it_out()
    {
        CaseSet set = Build([Image("D1-0001", "L"), Image("D1-0002", "L")], ["D1-0001", "L", "50", "Benign"], ["D1-0001", "L", "50", "Malignant"], ["D1-0002", "L", "50", "Benign"]);

        Assert.Equal(["D1-0002|L"], set.Images.Select(one => one.Unit));
        Assert.Equal(2, set.Join!.Ambiguous);
    }

    [Fact]
    public void A_value_that_no_task_knows_is_left_out_and_counted()
    {
        CaseSet set = Build([Image("D1-0001", "L"), Image("D1-0002", "L")], ["D1-0001", "L", "50", "unclear"], ["D1-0002", "L", "50", "benign"]);

        Assert.Equal(1, set.Flow.Single(line => line.Code == "other_value").Images);
        Assert.Single(set.Images);
    }

    private static readonly TableJoinReport Join = new("t.xlsx", 0, 0, 0, 0, 0, 0);

    private static CaseSet Build((ImageFact, string, string)[] images, params string[][] rows) =>
        new CaseBuilder(Step).Build(images, new("t.xlsx", ["ID1", "LeftRight", "Age", "classification"], rows));

    private static (ImageFact, string, string) Image(string patient, string? side) =>
        (new() { VersionId = 1, FileId = 1, PatientKey = patient, Laterality = side }, $"{patient}/{side}.dcm", $"{patient}{side}");
}
