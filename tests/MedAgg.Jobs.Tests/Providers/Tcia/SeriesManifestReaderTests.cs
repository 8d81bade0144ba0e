using MedAgg.Jobs.Providers.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

public sealed class SeriesManifestReaderTests
{
    private const string First = "1.3.6.1.4.1.14519.5.2.1.1239.1759.1";
    private const string Second = "1.3.6.1.4.1.14519.5.2.1.1239.1759.2";
    private const string Folder = "3172b734-a029-4fc8-a5cc-6e540faf2144";

    [Fact]
    public async Task A_basket_of_the_retriever_is_read_with_its_name()
    {
        SeriesManifest list = await ReadAsync($"""
            downloadServerUrl=https://nbia.cancerimagingarchive.net/nbia-download/servlet/DownloadServlet
            includeAnnotation=true
            noOfrRetry=4
            databasketId=manifest-1683661704579.tcia
            manifestVersion=3.0
            ListOfSeriesToDownload=
            {First}
            {Second}
            """);

        Assert.Equal("manifest-1683661704579.tcia", list.Basket);
        Assert.Equal([First, Second], list.SeriesUids);
        Assert.Equal(0, list.Unreadable);
    }

    [Theory]
    [InlineData("ListOfSeriesToDownload=\r\nSeries ID\r\n" + First + "\r\n\r\n" + First + "\r\n" + Second + "\r\n")]
    [InlineData(First + "\n" + Second + "\n")]
    [InlineData("\uFEFF" + First + "\n# a remark\n" + Second)]
    [InlineData("SeriesInstanceUID\n" + First + "\n" + Second)]
    [InlineData("PatientID,SeriesInstanceUID,Modality\nP1," + First + ",MG\n\"P,2\"," + Second + ",MG\n")]
    [InlineData("Series UID\tSubject ID\n" + First + "\tP1\n" + Second + "\tP2\n")]
    public async Task Lists_of_every_form_give_each_series_once(string text) =>
        Assert.Equal([First, Second], (await ReadAsync(text)).SeriesUids);

    [Theory]
    [InlineData("cp s3://idc-open-data/" + Folder + "/* .\n", "idc-open-data")]
    [InlineData("manifest\n# To download run s5cmd\ncp s3://idc-open-data/" + Folder + "/* .", "idc-open-data")]
    [InlineData("s3://idc-open-data-cr/" + Folder + "/", "idc-open-data-cr")]
    [InlineData("cp gs://idc-open-idc1/" + Folder + "/* .", "idc-open-data-two")]
    [InlineData("SeriesInstanceUID,series_aws_url\n,s3://idc-open-data/" + Folder + "/*", "idc-open-data")]
    public async Task Lists_of_IDC_give_folders(string text, string bucket) =>
        Assert.Equal([new IdcPlace(bucket, Folder)], (await ReadAsync(text)).Places);

    [Fact]
    public async Task Entries_of_controlled_data_are_counted_and_the_first_is_named()
    {
        SeriesManifest list = await ReadAsync("SeriesInstanceUID,imageUrl,drs_uri\n,,drs://dg.4DFC:0e\n,https://example.org/slide.svs,\n,,drs://dg.4DFC:0f\n");

        Assert.Equal((2, "drs://dg.4DFC:0e"), (list.Unreadable, list.FirstUnreadable));
        Assert.Equal(["https://example.org/slide.svs"], list.Addresses);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("1.2.3.4.not.a.uid")]
    public async Task What_names_nothing_is_empty(string text) => Assert.True((await ReadAsync(text)).IsEmpty);

    private static async Task<SeriesManifest> ReadAsync(string text)
    {
        using StringReader reader = new(text);
        return await SeriesManifestReader.ReadAsync(reader, TestContext.Current.CancellationToken);
    }
}
