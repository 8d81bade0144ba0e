using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Tests.Inspection;

public sealed class PersonFactsTests
{
    [Theory]
    [InlineData("061Y", 61.0)]
    [InlineData("018M", 1.5)]
    [InlineData("002W", 0.038)]
    [InlineData("010D", 0.027)]
    [InlineData("61", null)]
    [InlineData("200Y", null)]
    [InlineData("-01Y", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Ages_are_years(string? age, double? years) => Assert.Equal(years, PersonFacts.AgeYears(age));

    [Theory]
    [InlineData("19600601", "20200531", 59.0)]
    [InlineData("19600601", "20200701", 60.0)]
    [InlineData("20210101", "20200101", null)]
    [InlineData("", "20200101", null)]
    public void Ages_follow_from_dates(string birth, string day, double? years) => Assert.Equal(years, PersonFacts.AgeYears(birth, day));

    [Theory]
    [InlineData("M", "M")]
    [InlineData(" female ", "F")]
    [InlineData("Ж", "F")]
    [InlineData("М", "M")]
    [InlineData("X", null)]
    public void Sex_is_normalised(string stated, string? sex) => Assert.Equal(sex, PersonFacts.Sex(stated));

    [Theory]
    [InlineData("SIEMENS", "SIEMENS")]
    [InlineData("Siemens Healthineers", "SIEMENS")]
    [InlineData("GE MEDICAL SYSTEMS", "GE")]
    [InlineData("Philips Medical Systems", "PHILIPS")]
    [InlineData(" Acme  Imaging ", "ACME IMAGING")]
    [InlineData("  ", null)]
    public void Makers_have_one_name(string stated, string? name) => Assert.Equal(name, ManufacturerName.Of(stated));
}
