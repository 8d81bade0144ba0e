using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class FactTableTests
{
    private static readonly FactTable Mixed = Table.Of(
        Table.Row("a", "ct", "a1"), Table.Row("a", "ct", "a1"), Table.Row("a", "mr", "a2"),
        Table.Row("b", "ct", "b1"), Table.Row("b", null, "b2"),
        Table.Row("c", null, "c1"),
        Table.Row(null, "us"));

    [Theory]
    [InlineData(FactUnit.Images, "ct:3 mr:1 us:1 ?:2", 7)]
    [InlineData(FactUnit.Series, "ct:2 mr:1 ?:2", 5)]
    [InlineData(FactUnit.Patients, "ct:2 mr:1 ?:1", 3)]
    public void A_unit_counts_once_for_each_value_and_is_unknown_only_when_it_nowhere_says(FactUnit unit, string says, long total)
    {
        FactGroups groups = Mixed.Group(FactField.Modality, unit, Mixed.All());
        Assert.Equal(says, Table.Says(groups));
        Assert.Equal(total, groups.Total);
    }

    [Fact]
    public void A_patient_with_two_modalities_makes_the_shares_overlap()
    {
        Assert.True(Mixed.Group(FactField.Modality, FactUnit.Patients, Mixed.All()).Overlaps);
        Assert.False(Mixed.Group(FactField.Modality, FactUnit.Images, Mixed.All()).Overlaps);
    }

    [Fact]
    public void Images_without_a_patient_are_in_no_count_of_patients()
    {
        Assert.Equal(1, Mixed.RowsWithout(FactUnit.Patients, Mixed.All()));
        Assert.Equal(3, Mixed.CountOf(FactUnit.Patients, Mixed.All()));
        Assert.Equal(0, Mixed.RowsWithout(FactUnit.Images, Mixed.All()));
    }

    [Fact]
    public void A_version_without_patient_keys_does_not_know_patients()
    {
        FactTable table = Table.Of(Table.Row(null, "ct"), Table.Row(null, "ct"));
        Assert.False(table.Knows(FactUnit.Patients));
        Assert.True(table.Knows(FactUnit.Images));
    }

    [Theory]
    [InlineData("modality=ct", 3)]
    [InlineData("modality=ct modality=mr", 4)]
    [InlineData("!modality=ct", 4)]
    [InlineData("modality=", 2)]
    [InlineData("!modality=", 5)]
    [InlineData("modality=ct modality=", 5)]
    [InlineData("modality=nothing", 0)]
    [InlineData("!modality=nothing", 7)]
    [InlineData("no_such_field=x", 0)]
    [InlineData("no_such_field=", 7)]
    [InlineData("modality=ct !modality=ct", 0)]
    [InlineData("modality=ct sex=F", 0)]
    public void A_filter_takes_any_value_of_a_field_and_all_fields(string conditions, int rows) =>
        Assert.Equal(rows, Mixed.Select(Table.Filter(conditions.Split(' '))).Count);

    [Fact]
    public void Counts_follow_the_filter()
    {
        RowSet rows = Mixed.Select(Table.Filter("modality=ct"));
        Assert.Equal("ct:2 ?:0", Table.Says(Mixed.Group(FactField.Modality, FactUnit.Patients, rows)));
        Assert.Equal(2, Mixed.CountOf(FactUnit.Series, rows));
    }

    [Fact]
    public void Labels_are_fields_of_their_own_and_may_have_several_values()
    {
        FactTable table = Table.Of(
            Table.Row("a") with { Labels = ["finding=Mass", "finding=Effusion", "density=b"] },
            Table.Row("a"),
            Table.Row("b") with { Labels = ["finding=Mass"] },
            Table.Row("c") with { Labels = ["density=c"] });
        Assert.Equal("Mass:2 Effusion:1 ?:2", Table.Says(table.Group("label:finding", FactUnit.Images, table.All())));
        Assert.Equal("Mass:2 Effusion:1 ?:1", Table.Says(table.Group("label:finding", FactUnit.Patients, table.All())));
        Assert.Equal("b:1 c:1 ?:2", Table.Says(table.Group("label:density", FactUnit.Images, table.All())));
        Assert.Equal(1, table.Select(Table.Filter("label:finding=Effusion")).Count);
        Assert.Equal(1, table.Select(Table.Filter("label:finding=Mass", "!label:finding=Effusion")).Count);
    }

    [Fact]
    public void A_patient_counts_at_his_youngest_age()
    {
        FactTable table = Table.Of(Table.Row("a") with { AgeYears = 44 }, Table.Row("a") with { AgeYears = 52 }, Table.Row("b") with { AgeYears = 91 }, Table.Row("c"));
        Assert.Equal("40–44:1 90+:1 ?:1", Table.Says(table.Group(FactField.Age, FactUnit.Patients, table.All())));
        Assert.Equal("40–44:1 50–54:1 90+:1 ?:1", Table.Says(table.Group(FactField.Age, FactUnit.Images, table.All())));
    }

    [Fact]
    public void More_values_than_two_bytes_hold_are_still_told_apart()
    {
        FactTable table = Table.Of([.. Enumerable.Range(0, 70_000).Select(i => Table.Row(null) with { Model = $"m{i % 69_000}" })]);
        FactGroups groups = table.Group(FactField.Model, FactUnit.Images, table.All());
        Assert.Equal(69_000, groups.Known.Count);
        Assert.Equal(70_000, groups.Known.Sum(group => group.Count));
        Assert.Equal(2, table.Select(Table.Filter("model=m5")).Count);
    }
}
