using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class FactFilterTests
{
    [Theory]
    [InlineData("modality=ct", "modality", "ct")]
    [InlineData("sex=", "sex", "")]
    [InlineData("label:finding=Mass=big", "label:finding", "Mass=big")]
    public void A_condition_is_split_at_its_first_equals_sign(string text, string field, string value)
    {
        FactCondition condition = FactCondition.Parse(text, isExcluded: false)!;
        Assert.Equal((field, value), (condition.Field, condition.Value));
        Assert.Equal(text, condition.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("modality")]
    [InlineData("=ct")]
    public void What_is_no_condition_is_none(string? text) => Assert.Null(FactCondition.Parse(text, isExcluded: false));

    [Theory]
    [InlineData("")]
    [InlineData("?v=2&unit=series&f=modality%3Dct&not=sex%3D")]
    [InlineData("?f=label%3Afinding%3DMass")]
    public void An_address_repeats_the_dashboard(string query) => Assert.Equal(query, DashboardAddress.Parse(query).ToQuery());

    [Theory]
    [InlineData("?unit=5")]
    [InlineData("?unit=voxels")]
    [InlineData("?v=x")]
    [InlineData("?f=nonsense")]
    public void Malformed_parts_are_passed_over(string query) => Assert.Equal("", DashboardAddress.Parse(query).ToQuery());

    [Fact]
    public void Choosing_again_takes_back_and_excluding_turns_round()
    {
        FactCondition ct = new("modality", "ct");
        FactFilter filter = FactFilter.None.Toggle(ct);
        Assert.True(filter.Toggle(ct).IsEmpty);
        Assert.Equal([ct with { IsExcluded = true }], filter.Toggle(ct with { IsExcluded = true }).Conditions);
    }

    [Fact]
    public void An_address_without_end_is_cut() =>
        Assert.Equal(FactFilter.MaxConditions, FactFilter.Parse(Enumerable.Range(0, 5000).Select(i => $"model=m{i}"), null).Conditions.Count);
}
