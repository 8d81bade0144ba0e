using System.Globalization;
using MedAgg.Web.Localisation;

namespace MedAgg.Web.Tests.Localisation;

public sealed class PluralTests
{
    [Theory]
    [InlineData("0", "many")]
    [InlineData("1", "one")]
    [InlineData("2", "few")]
    [InlineData("4", "few")]
    [InlineData("5", "many")]
    [InlineData("11", "many")]
    [InlineData("12", "many")]
    [InlineData("14", "many")]
    [InlineData("21", "one")]
    [InlineData("22", "few")]
    [InlineData("111", "many")]
    [InlineData("112104", "few")]
    [InlineData("1000000", "many")]
    [InlineData("1.5", "other")]
    [InlineData("-1", "one")]
    public void Russian_has_four_categories(string number, string category) =>
        Assert.Equal(category, Plural.Category(Language.Russian, decimal.Parse(number, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0", "other")]
    [InlineData("1", "one")]
    [InlineData("2", "other")]
    [InlineData("21", "other")]
    [InlineData("1.5", "other")]
    public void English_has_two_categories(string number, string category) =>
        Assert.Equal(category, Plural.Category(Language.English, decimal.Parse(number, CultureInfo.InvariantCulture)));
}
