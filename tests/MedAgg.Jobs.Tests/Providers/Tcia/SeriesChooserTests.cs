using MedAgg.Jobs.Providers.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

public sealed class SeriesChooserTests
{
    private static readonly SeriesRow[] All = [.. Enumerable.Range(1, 40).Select(number => Row($"D1-{number:0000}", number, number % 2 == 0 ? 2 : 4))];

    [Theory]
    [InlineData("D1-0002..D1-0004", 3)]
    [InlineData("D1-0039..", 2)]
    [InlineData("..D1-0003", 3)]
    [InlineData("D1-0007", 1)]
    [InlineData("D1-9..D1-0011", 3)]
    public void Ranges_of_patients_include_both_ends(string range, int patients) =>
        Assert.Equal(patients, SeriesChooser.Choose(All, new() { Patients = [PatientRange.Parse(range)!] }, null).Patients);

    [Theory]
    [InlineData("D1-0002..D1-0001")]
    [InlineData("..")]
    [InlineData("  ")]
    public void A_range_that_holds_nobody_is_none(string range) => Assert.Null(PatientRange.Parse(range));

    [Theory]
    [InlineData("P2", "P10", -1)]
    [InlineData("P10", "P10a", -1)]
    [InlineData("P007", "P7", 0)]
    [InlineData("A", "B", -1)]
    public void Names_compare_with_their_numbers(string left, string right, int order) => Assert.Equal(order, Math.Sign(PatientRange.Compare(left, right)));

    [Fact]
    public void Classes_stay_equal_whatever_ends_the_choice()
    {
        Dictionary<string, string> classes = All.ToDictionary(row => row.PatientId, row => row.Images == 2 ? "Benign" : "Malignant");

        ChosenSeries chosen = SeriesChooser.Choose(All, new() { PatientsPerClass = 15, MaxBytes = 21 * 40 }, classes);

        Assert.Equal([("Benign", 7), ("Malignant", 7)], chosen.Classes.Select(pair => (pair.Key, pair.Value)));
        Assert.Contains(chosen.Remarks, remark => remark.Contains("budget of 840 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void More_patients_are_the_same_ones_and_others()
    {
        ChosenSeries few = SeriesChooser.Choose(All, new() { MaxPatients = 5 }, null);
        ChosenSeries more = SeriesChooser.Choose(All, new() { MaxPatients = 9 }, null);

        Assert.Equal(5, few.Patients);
        Assert.Subset(more.Series.Select(row => row.PatientId).ToHashSet(), few.Series.Select(row => row.PatientId).ToHashSet());
        Assert.NotEqual(few.Series.Select(row => row.PatientId), SeriesChooser.Choose(All, new() { MaxPatients = 5, Seed = 7 }, null).Series.Select(row => row.PatientId));
    }

    [Fact]
    public void A_class_that_is_too_small_and_patients_without_one_are_told()
    {
        Dictionary<string, string> classes = All.Take(30).ToDictionary(row => row.PatientId, row => row.PatientId is "D1-0001" ? "rare" : "common");

        ChosenSeries chosen = SeriesChooser.Choose(All, new() { PatientsPerClass = 3 }, classes);

        Assert.Equal([("common", 3), ("rare", 1)], chosen.Classes.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(
            ["10 of 40 patients have no row in the label table and were left out.", "Class 'rare' has 1 patients where 3 were wanted."],
            chosen.Remarks);
    }

    [Theory]
    [InlineData("D1-000*", null, 9)]
    [InlineData("modality:mg", null, 40)]
    [InlineData(null, "patient:D1-00?1", 36)]
    [InlineData("description:*MLO*", null, 0)]
    public void Patterns_look_at_one_field(string? include, string? exclude, int patients)
    {
        ChosenSeries chosen = SeriesChooser.Choose(
            All,
            new() { Include = include is null ? [] : [SeriesPattern.Parse(include)!], Exclude = exclude is null ? [] : [SeriesPattern.Parse(exclude)!] },
            null);

        Assert.Equal(patients, chosen.Patients);
    }

    [Fact]
    public void A_pattern_of_an_unknown_field_is_none() => Assert.Null(SeriesPattern.Parse("colour:red"));

    private static SeriesRow Row(string patient, int number, int images) =>
        new() { SeriesUid = $"1.2.{number}", StudyUid = $"1.3.{number}", PatientId = patient, Modality = "MG", Images = images, SizeBytes = images * 20 };
}
