using MedAgg.Domain.Inspection;
using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class FindingRulesTests
{
    private static readonly FileFigures Clean = new([new(FileRole.Image, "png", null, 2, 2)], 0, 0, 0);

    private static readonly FactRow Plain = new() { FileId = 1, Kind = "png", PatientKey = "a", SeriesKey = "s", Modality = "ct" };

    public static TheoryData<string, FactRow[]> Unusual { get; } = new()
    {
        { "Leak", [Plain with { Split = "train" }, Plain with { Split = "test" }] },
        { "Lossy", [Plain with { IsLossy = true }, Plain with { IsLossy = false }] },
        { "MixedModalities", [Plain, Plain with { Modality = "mr" }] },
        { "UnknownModality", [Plain, Plain with { Modality = null }] },
        { "OldAges", [Plain with { AgeYears = 101 }, Plain with { AgeYears = 30 }] },
        { "MissingAges", [Plain with { Kind = "dicom" }] },
        { "UnknownPatients", [Plain, Plain with { PatientKey = null }] },
        { "EightBitCt", [Plain with { BitsStored = 8 }] },
        { "Gaps", [Plain with { SliceThicknessMm = 2, SpacingSliceMm = 2.3 }] },
        { "Overlaps", [Plain with { SliceThicknessMm = 2, SpacingSliceMm = 1.7 }] },
        { "OddSizes", [Plain with { Columns = 9, Rows = 9 }, Plain with { Columns = 9, Rows = 9 }, Plain with { Columns = 8, Rows = 9 }] },
        { "OneClass", [.. Enumerable.Range(0, 20).Select(i => Plain with { Labels = [i == 0 ? "finding=Mass" : "finding=No"] })] },
    };

    public static TheoryData<string, FactRow[]> Usual { get; } = new()
    {
        { "one split a patient", [Plain with { Split = "train" }, Plain with { PatientKey = "b", Split = "test" }] },
        { "spacing as thickness", [Plain with { SliceThicknessMm = 2, SpacingSliceMm = 2.1 }] },
        { "a balanced label", [Plain with { Labels = ["finding=Mass"] }, Plain with { Labels = ["finding=No"] }] },
        { "a label with one value", [Plain with { Labels = ["finding=Mass"] }, Plain with { Labels = ["finding=Mass"] }] },
        { "eight bits of another modality", [Plain with { Modality = "mr", BitsStored = 8 }] },
        { "a format without ages", [Plain] },
        { "a hundred years", [Plain with { AgeYears = 100 }] },
        { "no sizes in the majority", [Plain with { Columns = 9, Rows = 9 }, Plain with { Columns = 8, Rows = 9 }] },
    };

    [Theory]
    [MemberData(nameof(Unusual))]
    public void It_says_what_is_unusual_and_nothing_else(string key, FactRow[] rows) => Assert.Equal([key], Find(rows).Select(finding => finding.Key));

    [Theory]
    [MemberData(nameof(Usual))]
    public void It_is_silent_about(string what, FactRow[] rows) => Assert.True(Find(rows).Count == 0, what);

    [Fact]
    public void Refusals_and_duplicates_are_told_of_the_whole_version_only()
    {
        FileFigures files = new([new(FileRole.Image, "png", null, 9, 9), new(FileRole.Refused, "png", "PNG_CORRUPT", 1, 1)], 2, 5, 100);
        FactTable table = Table.Of(Plain);
        Assert.Equal(["Refused", "Duplicates"], FindingRules.Find(table, files, FactFilter.None, table.All()).Select(finding => finding.Key));
        FactFilter filter = Table.Filter("modality=ct");
        Assert.Empty(FindingRules.Find(table, files, filter, table.Select(filter)));
    }

    [Fact]
    public void The_images_that_a_finding_speaks_of_can_be_shown()
    {
        FactTable table = Table.Of(Plain, Plain, Plain with { Modality = null });
        Finding finding = Assert.Single(FindingRules.Find(table, Clean, FactFilter.None, table.All()));
        Assert.Equal(1, table.Select(new([finding.Shows!])).Count);
        Assert.Equal([1L, 1.0 / 3], finding.Values);
    }

    [Fact]
    public void A_filter_that_leaves_nothing_finds_nothing()
    {
        FactTable table = Table.Of(Plain with { IsLossy = true });
        FactFilter filter = Table.Filter("modality=mr");
        Assert.Empty(FindingRules.Find(table, Clean, filter, table.Select(filter)));
    }

    private static IReadOnlyList<Finding> Find(FactRow[] rows)
    {
        FactTable table = Table.Of(rows);
        return FindingRules.Find(table, Clean, FactFilter.None, table.All());
    }
}
