using MedAgg.Learning.Numerics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Learning.Tests.Splits;

public sealed class PatientSplitTests
{
    [Fact]
    public void Patients_stay_whole_and_strata_even()
    {
        SplitCase[] cases = Cases(400);
        PatientSplit split = PatientSplit.Make(cases, new SplitOptions { Training = 0.6, Validation = 0.2 }).Value!;
        Assert.True(split.Certificate.IsGreen);
        Assert.Equal(400, split.Certificate.Counts.Sum(c => c.Cases));
        Assert.Equal(200, split.Certificate.Counts.Sum(c => c.Groups));
        foreach (PartCount part in split.Certificate.Counts)
        {
            double share = part.Part == SplitPart.Training ? 0.6 : 0.2;
            Assert.Equal(share * 400, part.Cases, 8.0);
            Assert.Equal(0.3, part.Labels["malignant"] / (double)part.Cases, 0.05);
            Assert.Equal(0.5, part.Strata["D1"] / (double)part.Cases, 0.05);
        }
    }

    [Fact]
    public void File_order_does_not_matter_and_the_seed_does()
    {
        SplitCase[] cases = Cases(300);
        SplitCase[] shuffled = [.. HashCounter.Shuffle(300, 3).Select(i => cases[i])];
        PatientSplit first = PatientSplit.Make(cases, new SplitOptions()).Value!;
        PatientSplit second = PatientSplit.Make(shuffled, new SplitOptions()).Value!;
        Assert.Equal(first.Hash(cases), second.Hash(shuffled));
        Assert.NotEqual(first.Hash(cases), PatientSplit.Make(cases, new SplitOptions { Seed = "2" }).Value!.Hash(cases));
    }

    [Fact]
    public void Copies_of_one_image_under_two_names_stay_together()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            SplitCase[] cases = [.. Cases(60)];
            cases[0] = cases[0] with { PixelHash = "same" };
            cases[30] = cases[30] with { PixelHash = "same" };
            cases[31] = cases[31] with { PixelHash = "chain" };
            cases[58] = cases[58] with { PixelHash = "chain" };
            PatientSplit split = PatientSplit.Make(cases, new SplitOptions { Seed = $"{seed}" }).Value!;
            Assert.True(split.Certificate.IsGreen);
            Assert.Equal(split.Parts[0], split.Parts[30]);
            Assert.Equal(split.Parts[0], split.Parts[59]); // by way of patient 15, whose other image is patient 29's
        }
    }

    [Fact]
    public void A_source_without_validation_gives_patients_of_its_training_part_and_keeps_its_test_part()
    {
        SplitCase[] cases = Cases(400);
        SplitPart[] given = [.. cases.Select(one => string.Compare(one.Group, "P40", StringComparison.Ordinal) < 0 ? SplitPart.Training : SplitPart.Test)];
        int training = given.Count(part => part == SplitPart.Training);
        PatientSplit split = PatientSplit.CutValidation(cases, given, new SplitOptions { Training = 0.6, Validation = 0.2 }).Value!;

        Assert.Equal(Places(given, SplitPart.Test), Places(split.Parts, SplitPart.Test));
        Assert.Equal(0.25 * training, split.Parts.Count(part => part == SplitPart.Validation), 8.0);
        Assert.DoesNotContain(cases.Zip(split.Parts).GroupBy(pair => pair.First.Group), patient => patient.Select(pair => pair.Second).Where(part => part != SplitPart.Test).Distinct().Count() > 1);

        static int[] Places(IEnumerable<SplitPart> parts, SplitPart wanted) => [.. parts.Index().Where(one => one.Item == wanted).Select(one => one.Index)];
    }

    [Fact]
    public void The_certificate_names_what_a_bad_split_shares()
    {
        SplitCase[] cases =
        [
            new("a", "P1", "x", PixelHash: "1"), new("b", "P1", "x", PixelHash: "2"),
            new("c", "P2", "x", PixelHash: "3"), new("d", "P3", "y", PixelHash: "3"), new("e", "P4", "y"),
        ];
        SplitCertificate found = SplitCertificate.Of(cases, [SplitPart.Training, SplitPart.Test, SplitPart.Training, SplitPart.Validation, SplitPart.Test]);
        Assert.False(found.IsGreen);
        Assert.Equal(["P1"], found.SharedGroups);
        Assert.Equal(["3"], found.SharedPixels);
        Assert.Equal(1, found.UnknownPixels);
    }

    [Fact]
    public void Unknown_pixels_keep_a_certificate_from_being_green() =>
        Assert.False(PatientSplit.Make([new("a", "P1", "x"), new("b", "P2", "x")], new SplitOptions()).Value!.Certificate.IsGreen);

    [Fact]
    public void Folds_keep_patients_whole_and_are_even()
    {
        SplitCase[] cases = Cases(230);
        int[] folds = PatientSplit.Folds(cases, 5, "1");
        Assert.All(Enumerable.Range(0, 115), p => Assert.Equal(folds[2 * p], folds[2 * p + 1]));
        Assert.All(folds.GroupBy(f => f), f => Assert.Equal(46, f.Count(), 2.0));
    }

    [Fact]
    public void Csv_quotes_what_needs_it()
    {
        SplitCase[] cases = [new("a,\"1\"", "P", "x", "s")];
        PatientSplit split = PatientSplit.Make(cases, new SplitOptions()).Value!;
        Assert.Equal("id,group,label,stratum,part\n\"a,\"\"1\"\"\",P,x,s,training\n", split.ToCsv(cases));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.8, 0.3)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.8, -0.1)]
    public void Impossible_shares_are_refused(double training, double validation)
    {
        Outcome<PatientSplit> outcome = PatientSplit.Make(Cases(4), new SplitOptions { Training = training, Validation = validation });
        Assert.Equal("SPLIT_SHARES", outcome.Refusal!.Code);
    }

    [Fact]
    public void Nothing_and_doubles_are_refused()
    {
        Assert.Equal("SPLIT_EMPTY", PatientSplit.Make([], new SplitOptions()).Refusal!.Code);
        Assert.Equal("SPLIT_DUPLICATE_ID", PatientSplit.Make([new("a", "P", "x"), new("a", "Q", "x")], new SplitOptions()).Refusal!.Code);
    }

    // Two images a patient; 30 % malignant, half D1.
    private static SplitCase[] Cases(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SplitCase($"image{i:d4}", $"P{i / 2}", i / 2 % 10 < 3 ? "malignant" : "benign", i / 20 % 2 == 0 ? "D1" : "D2", $"{i}"))];
}
