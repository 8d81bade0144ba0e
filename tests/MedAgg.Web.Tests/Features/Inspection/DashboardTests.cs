using MedAgg.Domain.Inspection;
using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class DashboardTests
{
    private static readonly FileFigures Files = new([new(FileRole.Image, "dicom", null, 4, 400), new(FileRole.Refused, "corrupt", "DICOM_TRUNCATED", 1, 7)], 0, 0, 0);

    [Fact]
    public void Only_charts_that_have_something_to_say_are_there()
    {
        Dashboard board = Dashboard.Compute(Table.Of(Table.Row("a", "ct"), Table.Row("b", "ct")), Files, FactFilter.None);
        Assert.Equal(["modality", "roles", "kinds", "refusals"], board.Cards.Select(card => card.Id));
    }

    [Fact]
    public void A_filter_that_leaves_nothing_keeps_the_charts()
    {
        FactTable table = Table.Of(Table.Row("a", "ct"));
        Dashboard board = Dashboard.Compute(table, Files, Table.Filter("modality=mr"));
        Assert.Contains("modality", board.Cards.Select(card => card.Id));
        Assert.Equal((0, 1), (board.Total, board.Whole));
    }

    [Theory]
    [InlineData("a", null, FactUnit.Patients)]
    [InlineData("a", FactUnit.Images, FactUnit.Images)]
    [InlineData(null, null, FactUnit.Images)]
    [InlineData(null, FactUnit.Patients, FactUnit.Images)]
    public void Patients_are_counted_where_they_are_known(string? patient, FactUnit? asked, FactUnit counted) =>
        Assert.Equal(counted, Dashboard.Compute(Table.Of(Table.Row(patient)), Files, FactFilter.None, asked).Unit);

    [Fact]
    public void What_is_not_known_is_null_and_not_nought()
    {
        Dashboard board = Dashboard.Compute(Table.Of(Table.Row(null, "ct")), Files, FactFilter.None);
        Assert.Null(board.Units[FactUnit.Patients]);
        Assert.Equal(1, board.Units[FactUnit.Images]);
    }

    [Fact]
    public void Bytes_are_of_all_files_and_under_a_filter_of_the_images()
    {
        FactTable table = Table.Of(Table.Row("a", "ct") with { SizeBytes = 30 }, Table.Row("a", "mr") with { SizeBytes = 12 });
        Assert.Equal(407, Dashboard.Compute(table, Files, FactFilter.None).Bytes);
        Assert.Equal(12, Dashboard.Compute(table, Files, Table.Filter("modality=mr")).Bytes);
    }

    [Fact]
    public void Laterality_and_view_stand_in_one_table_with_unknown_last()
    {
        FactTable table = Table.Of(
            Table.Row("a") with { Laterality = "L", View = "CC" }, Table.Row("a") with { Laterality = "L", View = "MLO" },
            Table.Row("b") with { Laterality = "R", View = "MLO" }, Table.Row("b") with { View = "MLO" });
        DashboardCard.Matrix matrix = Assert.IsType<DashboardCard.Matrix>(Dashboard.Compute(table, Files, FactFilter.None, FactUnit.Images).Cards[0]);
        Assert.Equal(["L", "R", ""], matrix.Cross.Rows);
        Assert.Equal(["MLO", "CC"], matrix.Cross.Columns);
        Assert.Equal((1, 1, 1, 0), (matrix.Cross["L", "CC"], matrix.Cross["R", "MLO"], matrix.Cross["", "MLO"], matrix.Cross["R", "CC"]));
        Assert.Equal(4, matrix.Cross.Total);
    }

    [Fact]
    public void Many_sizes_become_bands()
    {
        FactTable table = Table.Of([.. Enumerable.Range(0, 20).Select(i => Table.Row(null) with { Columns = 100 + i, Rows = 300 })]);
        DashboardCard.Matrix bands = Assert.Single(Dashboard.Compute(table, Files, FactFilter.None).Cards.OfType<DashboardCard.Matrix>());
        Assert.Equal(20, bands.Cross["256–511", "64–127"]);
    }

    [Fact]
    public void Ages_stand_by_sex_with_their_median_and_say_who_is_missing()
    {
        FactTable table = Table.Of(
            Table.Row("a") with { AgeYears = 40, Sex = "M" }, Table.Row("a") with { AgeYears = 47, Sex = "M" },
            Table.Row("b") with { AgeYears = 52, Sex = "F" }, Table.Row("c") with { AgeYears = 60 }, Table.Row("d") with { Sex = "F" });
        AgeFigures ages = AgeFigures.Of(table, FactUnit.Patients, table.All());
        Assert.Equal(["40–44", "45–49", "50–54"], ages.Bins.Select(bin => bin.Bin));
        Assert.Equal((1, 0), (ages.Bins[0].Men, ages.Bins[0].Women));
        Assert.Equal((0, 1), (ages.Bins[2].Men, ages.Bins[2].Women));
        Assert.Equal((3, 1, 1, 52.0), (ages.Known, ages.WithoutAge, ages.WithoutSex, ages.Median));
        Assert.Equal((46, 56), ages.Quartiles);
    }
}
