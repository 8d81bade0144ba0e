using MedAgg.Domain.Catalog;

namespace MedAgg.Domain.Tests.Catalog;

public sealed class LicenceTests
{
    [Theory]
    [InlineData("CC BY 4.0", LicenceClass.Open)]
    [InlineData("CC0", LicenceClass.Open)]
    [InlineData("Public domain (NLM)", LicenceClass.Open)]
    [InlineData("CC BY-SA 4.0", LicenceClass.ShareAlike)]
    [InlineData("CC BY-NC-SA 4.0", LicenceClass.NonCommercial)]
    [InlineData("CC BY-NC-ND 3.0", LicenceClass.NonCommercial)]
    [InlineData("CC BY-SA 4.0 (30 sub-gl* scans CC BY-NC-ND)", LicenceClass.NonCommercial)]
    [InlineData("CC BY 4.0; DermaMNIST CC BY-NC 4.0", LicenceClass.NonCommercial)]
    [InlineData("Stanford research use agreement (non-commercial)", LicenceClass.Restricted)]
    [InlineData("PhysioNet Credentialed Health Data License 1.5.0", LicenceClass.Restricted)]
    [InlineData("Competition rules", LicenceClass.Restricted)]
    [InlineData("CC BY-NC-SA 4.0 + EULA", LicenceClass.Restricted)]
    [InlineData("Conflicting: CC BY 4.0 (Zenodo) vs no redistribution (challenge page)", LicenceClass.Unknown)]
    [InlineData("Not stated on NIH pages", LicenceClass.Unknown)]
    [InlineData("Per image", LicenceClass.Unknown)]
    [InlineData("", LicenceClass.Unknown)]
    [InlineData(null, LicenceClass.Unknown)]
    public void The_strictest_word_of_a_licence_decides_its_class(string? stated, LicenceClass expected) =>
        Assert.Equal(expected, Licence.ClassOf(stated));
}
