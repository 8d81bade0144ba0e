using MedAgg.Domain.Catalog;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class DatasetFiguresTests
{
    [Theory]
    [InlineData(7L, 5L, false, 7L, FactStanding.Measured)]
    [InlineData(7L, null, true, 7L, FactStanding.Measured)]
    [InlineData(0L, 5L, false, 0L, FactStanding.Measured)]
    [InlineData(null, 5L, false, 5L, FactStanding.Declared)]
    [InlineData(null, 5L, true, 5L, FactStanding.Unverified)]
    [InlineData(null, null, true, null, FactStanding.Unknown)]
    public void A_measured_number_beats_a_declared_one(long? measured, long? declared, bool isUnverified, long? value, FactStanding standing) =>
        Assert.Equal(new Figure(value, standing), Figure.Of(measured, declared, isUnverified));

    [Fact]
    public void A_version_without_patient_keys_leaves_patients_as_declared()
    {
        DatasetCard card = new() { Declared = new() { Patients = 30, Images = 900 }, Unverified = ["patients"] };
        DatasetFigures figures = DatasetFigures.Of(card, new VersionCounts { Images = 61, Bytes = 10 });
        Assert.Equal(new Figure(30, FactStanding.Unverified), figures.Patients);
        Assert.Equal(new Figure(61, FactStanding.Measured), figures.Images);
        Assert.Equal(Figure.Unknown, figures.Series);
    }

    [Theory]
    [InlineData("patients", true)]
    [InlineData("patients exact", true)]
    [InlineData("patientsize", false)]
    [InlineData("images", false)]
    public void The_list_of_unchecked_facts_names_them_by_their_first_word(string listed, bool isUnverified) =>
        Assert.Equal(isUnverified, DatasetFigures.IsUnverified(new() { Unverified = [listed] }, "patients"));
}
