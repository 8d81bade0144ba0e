using MedAgg.Domain.Ingestion;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("  https://zenodo.org/records/1  ", "https://zenodo.org/records/1")]
    [InlineData("zenodo.org/records/1", "https://zenodo.org/records/1")]
    [InlineData("example.org", "https://example.org")]
    [InlineData("example.org:8443/a.zip", "https://example.org:8443/a.zip")]
    [InlineData("10.7937/tcia.eqde-4b16", "10.7937/tcia.eqde-4b16")] // a DOI
    [InlineData("owner/name", "owner/name")]
    [InlineData("file:///etc/passwd", "file:///etc/passwd")]
    public void A_forgotten_scheme_is_put_before_a_host(string typed, string tidy) =>
        Assert.Equal(tidy, SourceText.Tidy(new() { Kind = SourceKind.Url, Location = typed }).Location);

    [Fact]
    public void A_server_path_gets_no_scheme() =>
        Assert.Equal("data.example/set", SourceText.Tidy(new() { Kind = SourceKind.ServerPath, Location = "data.example/set " }).Location);

    [Theory]
    [InlineData("https://example.org/a", true)]
    [InlineData("HTTP://example.org", true)]
    [InlineData("file:///etc/passwd", true)]
    [InlineData("file:/etc/passwd", true)]
    [InlineData("javascript:alert(1)", true)]
    [InlineData("ftp://example.org", true)]
    [InlineData("10.7937/tcia", false)]
    [InlineData("owner/name", false)]
    public void The_guard_sees_everything_that_names_a_scheme(string location, bool isUrl) =>
        Assert.Equal(isUrl, SourceText.IsUrl(location));

    [Theory]
    [InlineData(SourceKind.Url, "https://example.org/files/CT%20set.zip?token=secret", "CT set.zip")]
    [InlineData(SourceKind.Url, "https://example.org", "example.org")]
    [InlineData(SourceKind.Upload, "set.zip", "set.zip")]
    [InlineData(SourceKind.ServerPath, "/data/study/", "study")]
    public void A_job_without_a_name_is_called_after_its_source(SourceKind kind, string location, string name) =>
        Assert.Equal(name, SourceText.ShortName(new() { Kind = kind, Location = location }));

    [Theory]
    [InlineData("https://user:pass@example.org/a.zip?X-Amz-Signature=secret#part", "https://example.org/a.zip")]
    [InlineData("10.7937/tcia", "10.7937/tcia")]
    public void A_screen_shows_no_secret_of_an_address(string location, string shown) =>
        Assert.Equal(shown, SourceText.Shown(new() { Kind = SourceKind.Url, Location = location }));
}
