using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class CohortTests
{
    private static readonly FactTable TwoLabels = Table.Of(
        Table.Row("a", "ct") with { Labels = ["finding=Mass", "finding=Cyst", "density=b"], Dimensionality = Domain.Inspection.Dimensionality.Volume3D, AgeYears = 40 },
        Table.Row("b", "mr"),
        Table.Row("c"));

    private static readonly FactTable OneLabel = Table.Of(Table.Row("a") with { Labels = ["label=normal"] }, Table.Row("b") with { Labels = ["label=ill"] }, Table.Row("c"));

    [Theory]
    [InlineData("modality=ct", "modality:ct")]
    [InlineData("modality=ct sex=", "modality:ct sex:unknown")]
    [InlineData("!modality=ct", "modality:mr,unknown")]
    [InlineData("!modality=", "modality:ct,mr")]
    [InlineData("dimensionality=Volume3D", "dimensionality:3d")]
    [InlineData("label:finding=Mass", "label:finding=Mass")]
    [InlineData("label:finding=Mass label:finding=Cyst", "label:finding=Mass,finding=Cyst")]
    public void A_recipe_says_what_is_left(string conditions, string recipe) => Assert.Equal(recipe, Says(Cohort.Of(Table.Filter(conditions.Split(' ')), TwoLabels)));

    [Theory]
    [InlineData("!label:label=ill", "label:label=normal,unknown")]
    [InlineData("label:label=", "label:unknown")]
    public void The_only_label_of_a_version_may_be_unknown(string condition, string recipe) => Assert.Equal(recipe, Says(Cohort.Of(Table.Filter(condition), OneLabel)));

    [Theory]
    [InlineData("age=40–44", "age")]
    [InlineData("modality=ct size=1×1", "size")]
    [InlineData("label:finding=", "label:finding")]
    [InlineData("!label:finding=Cyst", "label:finding")]
    [InlineData("label:finding=Mass label:density=b", "label:density")]
    [InlineData("modality=ct !modality=ct", "modality")]
    public void What_a_recipe_cannot_say_is_named(string conditions, string field)
    {
        Cohort cohort = Cohort.Of(Table.Filter(conditions.Split(' ')), TwoLabels);
        Assert.False(cohort.CanBeSaid);
        Assert.Equal([field], cohort.NotSaid);
    }

    [Fact]
    public void The_builder_gets_the_dataset_its_version_and_the_filter() =>
        Assert.Equal(
            "/collections/new?datasets=cmmd&v=3&filter=label%3Dfinding%3DMass&filter=label%3Dfinding%3DCyst",
            Cohort.Of(Table.Filter("label:finding=Mass", "label:finding=Cyst"), TwoLabels).ToHref("cmmd", 3));

    private static string Says(Cohort cohort)
    {
        Assert.True(cohort.CanBeSaid);
        return string.Join(' ', cohort.Filter.Select(field => $"{field.Key}:{string.Join(',', field.Value)}"));
    }
}
