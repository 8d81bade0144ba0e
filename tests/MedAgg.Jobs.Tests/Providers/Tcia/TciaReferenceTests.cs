using MedAgg.Jobs.Providers.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

public sealed class TciaReferenceTests
{
    [Theory]
    [InlineData("https://www.cancerimagingarchive.net/collection/cmmd/", nameof(TciaKind.CollectionPage), "cmmd")]
    [InlineData("https://www.cancerimagingarchive.net/collection/NSCLC-Radiomics/?tab=1#citations", nameof(TciaKind.CollectionPage), "nsclc-radiomics")]
    [InlineData("https://www.cancerimagingarchive.net/analysis-result/tompei-cmmd/", nameof(TciaKind.AnalysisPage), "tompei-cmmd")]
    [InlineData("https://www.cancerimagingarchive.net/wp-content/uploads/The-Chinese-Mammography-Database.tcia", nameof(TciaKind.List), "https://www.cancerimagingarchive.net/wp-content/uploads/The-Chinese-Mammography-Database.tcia")]
    [InlineData("https://nbia.cancerimagingarchive.net/nbia-search/?MinNumberOfStudiesCriteria=1&CollectionCriteria=CMMD", nameof(TciaKind.Collection), "CMMD")]
    [InlineData("https://services.cancerimagingarchive.net/nbia-api/services/v4/getImage?SeriesInstanceUID=1.2.3", nameof(TciaKind.Series), "1.2.3")]
    [InlineData("https://portal.imaging.datacommons.cancer.gov/explore/filters/?collection_id=cmmd", nameof(TciaKind.IdcCollection), "cmmd")]
    [InlineData("https://doi.org/10.7937/tcia.eqde-4b16", nameof(TciaKind.Doi), "10.7937/tcia.eqde-4b16")]
    [InlineData("10.7937/TCIA.EQDE-4B16", nameof(TciaKind.Doi), "10.7937/tcia.eqde-4b16")]
    [InlineData("tcia:CMMD", nameof(TciaKind.Collection), "CMMD")]
    [InlineData("TCIA: NSCLC-Radiomics", nameof(TciaKind.Collection), "NSCLC-Radiomics")]
    [InlineData("idc:cmmd", nameof(TciaKind.IdcCollection), "cmmd")]
    [InlineData("nbia:1.3.6.1.4.1.14519", nameof(TciaKind.Series), "1.3.6.1.4.1.14519")]
    [InlineData("s3://idc-open-data/3172b734-a029-4fc8-a5cc-6e540faf2144/*", nameof(TciaKind.Place), "s3://idc-open-data/3172b734-a029-4fc8-a5cc-6e540faf2144/")]
    [InlineData("https://example.org/lists/mine.s5cmd", nameof(TciaKind.List), "https://example.org/lists/mine.s5cmd")]
    [InlineData("https://example.org/idc_manifest.csv", nameof(TciaKind.List), "https://example.org/idc_manifest.csv")]
    public void What_people_paste_is_recognised(string location, string kind, string name) =>
        Assert.Equal((kind, name), TciaReference.Of(location) is { } found ? (found.Kind.ToString(), found.Name) : default);

    [Theory]
    [InlineData("https://example.org/collection/cmmd/")]
    [InlineData("https://cancerimagingarchive.net.evil.example/collection/cmmd/")]
    [InlineData("https://www.cancerimagingarchive.net/")]
    [InlineData("https://zenodo.org/records/6496656")]
    [InlineData("10.5281/zenodo.6496656")]
    [InlineData("s3://other-bucket/3172b734-a029-4fc8-a5cc-6e540faf2144/")]
    [InlineData("https://example.org/data.csv")]
    [InlineData("tcia://host/x")]
    [InlineData("tcia:")]
    public void What_is_none_of_it_is_left_to_others(string location) => Assert.Null(TciaReference.Of(location));
}
