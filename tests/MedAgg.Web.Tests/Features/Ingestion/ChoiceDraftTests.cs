using MedAgg.Domain.Ingestion;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class ChoiceDraftTests
{
    [Fact]
    public void What_is_typed_becomes_a_choice()
    {
        ChoiceDraft draft = new()
        {
            Include = "ct/**, *.nii.gz\nmasks/*",
            Exclude = "*.mp4",
            Megabytes = "1 500,5",
            Patients = "A-1..A-9; B-2",
            MaxPatients = "120",
            PerClass = " 60 ",
            LabelTable = "labels.xlsx",
            LabelColumn = "classification",
            PatientColumn = "ID1",
            Seed = "42",
        };

        SourceChoice choice = draft.Read()!;

        Assert.Equal(["ct/**", "*.nii.gz", "masks/*"], choice.Include);
        Assert.Equal(["A-1..A-9", "B-2"], choice.Patients);
        Assert.Equal((1_500_500_000L, 120, 60, 42), (choice.MaxBytes, choice.MaxPatients, choice.PerClass, choice.Seed));
        Assert.Equal(("labels.xlsx", "classification", "ID1"), (choice.LabelTable, choice.LabelColumn, choice.PatientColumn));
    }

    [Fact]
    public void Nothing_typed_is_all_of_the_source() => Assert.True(new ChoiceDraft().Read()!.IsWhole);

    [Theory]
    [InlineData("Megabytes", "much")]
    [InlineData("Megabytes", "0")]
    [InlineData("Megabytes", "-5")]
    [InlineData("Megabytes", "1e3")]
    [InlineData("Megabytes", "NaN")]
    [InlineData("PerClass", "0")]
    [InlineData("PerClass", "sixty")]
    [InlineData("MaxPatients", "1.5")]
    [InlineData("Seed", "-1")]
    [InlineData("Seed", "99999999999")]
    public void A_number_that_cannot_be_read_is_never_taken_for_no_limit(string field, string text)
    {
        ChoiceDraft draft = new();
        draft.Set(field, text);
        Assert.Null(draft.Read());
        Assert.Equal([field], draft.Faults);
        draft.Set(field, "");
        Assert.NotNull(draft.Read());
        Assert.Empty(draft.Faults);
    }
}
