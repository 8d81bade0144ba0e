using System.Security.Cryptography;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.PhysioNet;

public sealed class PhysioNetProviderTests : IAsyncLifetime
{
    private static readonly byte[] Scan = [1, 2, 3, 4];
    private static readonly byte[] Note = "text"u8.ToArray();

    private StubSource _site = null!;
    private StubSource _mirror = null!;
    private ProviderHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await StubSource.StartAsync();
        _mirror = await StubSource.StartAsync();
        _site.Json("/api/v1/project/published/open-set/", """[{"slug":"open-set","version":"2.10.0"},{"slug":"open-set","version":"2.9.0"}]""")
            .Json("/api/v1/project/published/open-set/2.10.0/", """{"slug":"open-set","title":"An open set","version":"2.10.0","abstract":"<p>Scans.</p>","license":{"name":"Open Data Commons Attribution License v1.0"},"doi":"10.13026/abcd","main_storage_size":8}""")
            .On("/files/open-set/2.10.0/SHA256SUMS.txt", context => StubSource.TextAsync(context, $"{Sha(Scan)} scans/a b.dcm\r\n{Sha(Note)}  ./notes/1.txt\nnot a line\n", "text/plain"))
            .File("/files/open-set/2.10.0/scans/a b.dcm", Scan)
            .File("/files/open-set/2.10.0/notes/1.txt", Note);
        _host = new(new() { ["Providers:PhysioNet:BaseUrl"] = _site.Address, ["Providers:PhysioNet:Mirror"] = _mirror.Address }, _site, _mirror);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
        await _mirror.DisposeAsync();
    }

    [Theory]
    [InlineData("https://physionet.org/content/mimic-cxr/2.0.0/", "physionet")]
    [InlineData("https://physionet.org/content/mimic-cxr/", "physionet")]
    [InlineData("https://www.physionet.org/files/mimic-cxr/2.0.0/files/p10/", "physionet")]
    [InlineData("https://physionet.org/about/", "direct")]
    [InlineData("https://physionet.org.example.com/content/x/1/", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task The_newest_version_is_listed_by_its_checksums()
    {
        SourcePlan plan = await _host.PlanAsync(_site.Address + "/content/open-set/");

        Assert.Equal(("An open set", "2.10.0", "Open Data Commons Attribution License v1.0", DatasetAccess.Open), (plan.Name, plan.Version, plan.Licence, plan.Access));
        Assert.Equal(["scans/a b.dcm", "notes/1.txt"], plan.Files.Select(file => file.Path));
        Assert.Equal("sha256:" + Sha(Scan), plan.Files[0].Checksum);
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("LIST_ENTRIES_SKIPPED: 1 ", StringComparison.Ordinal));
        Assert.Equal(Scan, await _host.BytesAsync(_site.Address, plan, "scans/a b.dcm"));
    }

    [Fact]
    public async Task A_folder_of_a_project_is_that_folder() =>
        Assert.Equal(["notes/1.txt"], (await _host.PlanAsync(_site.Address + "/files/open-set/2.10.0/notes/")).Files.Select(file => file.Path));

    [Fact]
    public async Task What_the_site_does_not_give_comes_from_its_public_bucket_with_the_same_checksum()
    {
        SourcePlan plan = await _host.PlanAsync(_site.Address + "/content/open-set/2.10.0/");
        _site.Page("/files/open-set/2.10.0/notes/1.txt", "<html>login</html>", 403);
        _mirror.File("/open-set/2.10.0/notes/1.txt", Note);

        Assert.Equal(Note, await _host.BytesAsync(_site.Address, plan, "notes/1.txt"));
    }

    [Fact]
    public async Task A_credentialed_project_is_described_and_has_no_file_to_fetch()
    {
        // 403 and never 401 for programs whose names it does not know, whatever they send.
        _site.Json("/api/v1/project/published/closed/1.0/", """{"title":"A closed set","version":"1.0","license":{"name":"PhysioNet Credentialed Health Data License 1.5.0"}}""")
            .Page("/files/closed/1.0/SHA256SUMS.txt", "<html>403</html>", 403);

        SourcePlan plan = await _host.PlanAsync(_site.Address + "/content/closed/1.0/");

        Assert.Equal((DatasetAccess.Credentialed, 0), (plan.Access, plan.Files.Count));
        Assert.Contains(plan.Warnings, warning => warning.Contains("wget -r", StringComparison.Ordinal));
        Assert.DoesNotContain(_site.Log, request => request.Header("User-Agent")!.StartsWith("Wget", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_not_found() => Assert.Equal(SourceCodes.NotFound, await _host.RefusalAsync(_site.Address + "/content/none/"));

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
