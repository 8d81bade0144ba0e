using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Zenodo;

public sealed class ZenodoProviderTests : IAsyncLifetime
{
    private static readonly byte[] Scan = [1, 2, 3, 4, 5, 6, 7];
    private static readonly byte[] Readme = "about"u8.ToArray();

    private StubSource _zenodo = null!;
    private ProviderHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _zenodo = await ZenodoStub.StartAsync();
        _zenodo.Record(101, "Chest CT", "v2", ("ct/a b.nii.gz", Scan), ("readme.txt", Readme)).Concept(100, 101);
        _host = new(new() { ["Providers:Zenodo:BaseUrl"] = _zenodo.Address }, _zenodo);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _zenodo.DisposeAsync();
    }

    [Theory]
    [InlineData("https://zenodo.org/records/4121926", "zenodo")]
    [InlineData("https://zenodo.org/record/4121926", "zenodo")]
    [InlineData("https://www.zenodo.org/records/4121926/files/a.zip?download=1", "zenodo")]
    [InlineData("https://zenodo.org/api/records/4121926/files/a.zip/content", "zenodo")]
    [InlineData("https://zenodo.org/doi/10.5281/zenodo.4121926", "zenodo")]
    [InlineData("https://doi.org/10.5281/zenodo.4121926", "zenodo")]
    [InlineData("10.5281/ZENODO.4121926", "zenodo")]
    [InlineData("doi:10.5281/zenodo.4121926", "zenodo")]
    [InlineData("https://zenodo.org/communities/miccai", "direct")]
    [InlineData("https://zenodo.org.example.com/records/1", "direct")]
    [InlineData("https://example.org/records/1", "direct")]
    [InlineData("10.17632/rscbjbr9sj.3", null)]
    public async Task An_address_is_recognised(string address, string? provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task A_record_is_described_before_anything_is_fetched()
    {
        SourcePlan plan = await _host.PlanAsync(_zenodo.Address + "/records/100");

        Assert.Equal(("Chest CT", "zenodo", "v2", "cc-by-4.0"), (plan.Name, plan.Provider, plan.Version, plan.Licence));
        Assert.Equal(("10.5281/zenodo.101", DatasetAccess.Open, "Chest CT of 12 people."), (plan.Doi, plan.Access, plan.Description));
        Assert.Equal(_zenodo.Address + "/records/101", plan.Pin);
        Assert.Equal(["ct/a b.nii.gz", "readme.txt"], plan.Files.Select(file => file.Path));
        Assert.Equal((7L, "md5:" + ZenodoStub.Md5(Scan)), (plan.Files[0].SizeBytes, plan.Files[0].Checksum));
        Assert.Equal(2, _zenodo.Log.Count);
    }

    [Fact]
    public async Task A_file_of_a_record_is_fetched_and_checked()
    {
        SourcePlan plan = await _host.PlanAsync(_zenodo.Address + "/records/101/files/ct%2Fa%20b.nii.gz");

        Assert.Equal(Scan, await _host.BytesAsync(_zenodo.Address + "/records/101", plan, "ct/a b.nii.gz"));
    }

    [Fact]
    public async Task Bytes_of_another_checksum_are_refused()
    {
        SourcePlan plan = await _host.PlanAsync(_zenodo.Address + "/records/101");
        _zenodo.File("/records/101/files/readme.txt", "abuot"u8.ToArray());

        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(_zenodo.Address, plan, "readme.txt")).Refusal?.Code);
    }

    [Fact]
    public async Task The_shape_of_autumn_2023_is_read_too()
    {
        _zenodo.Json("/api/records/7", $$"""{"id":"7","title":"Old shape","files":[{"filename":"a.zip","filesize":7,"checksum":"{{ZenodoStub.Md5(Scan)}}","links":{"download":"http://gone.invalid/"} }],"metadata":{"license":"cc0-1.0"} }""")
            .File("/records/7/files/a.zip", Scan);

        SourcePlan plan = await _host.PlanAsync(_zenodo.Address + "/records/7");

        Assert.Equal(("Old shape", "cc0-1.0", "md5:" + ZenodoStub.Md5(Scan)), (plan.Name, plan.Licence, plan.Files[0].Checksum));
        Assert.Equal(Scan, await _host.BytesAsync(_zenodo.Address, plan, "a.zip"));
    }

    [Theory]
    [InlineData(404, "{}", SourceCodes.NotFound)]
    [InlineData(410, "{}", SourceCodes.NotFound)]
    [InlineData(403, "{}", SourceCodes.AccessNotGranted)]
    [InlineData(200, "[1]", SourceCodes.BadAnswer)]
    [InlineData(200, "<!DOCTYPE html><title>login</title>", SourceCodes.NotData)]
    [InlineData(200, "{\"id\":", SourceCodes.BadAnswer)]
    public async Task A_record_that_cannot_be_had_is_refused_with_its_reason(int status, string body, string code)
    {
        _zenodo.Json("/api/records/9", body, status);

        Assert.Equal(code, await _host.RefusalAsync(_zenodo.Address + "/records/9"));
    }

    [Theory]
    [InlineData("restricted")]
    [InlineData("embargoed")]
    [InlineData("closed")]
    public async Task A_record_whose_files_are_not_given_is_described_without_them(string right)
    {
        _zenodo.Json("/api/records/9", $$"""{"id":9,"metadata":{"title":"Mammograms","access_right":"{{right}}","description":"<p>On request.</p>"} }""");

        SourcePlan plan = await _host.PlanAsync(_zenodo.Address + "/records/9/files/a.zip");

        Assert.Equal(("Mammograms", "On request.", DatasetAccess.OnRequest, true, 0), (plan.Name, plan.Description, plan.Access, plan.IsWithheld, plan.Files.Count));
        Assert.StartsWith("ACCESS_NOT_GRANTED:", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_429_the_record_is_asked_again_when_zenodo_wants()
    {
        _zenodo.On("/api/records/8", (context, before) =>
        {
            context.Response.Headers.RetryAfter = "1";
            return StubSource.TextAsync(context, before == 0 ? "too many" : """{"id":8,"metadata":{"title":"Later"},"files":[]}""", before == 0 ? "text/plain" : "application/json", before == 0 ? 429 : 200);
        });

        Assert.Equal("Later", (await _host.PlanAsync(_zenodo.Address + "/records/8")).Name);
        Assert.Equal(2, _zenodo.Asked("/api/records/8"));
    }

    [Fact]
    public async Task A_long_ban_is_said_and_not_waited_for()
    {
        _zenodo.On("/api/records/8", context =>
        {
            context.Response.Headers["x-ratelimit-remaining"] = "0";
            context.Response.Headers["x-ratelimit-reset"] = "4000000000";
            return StubSource.TextAsync(context, "too many", "text/plain", 429);
        });

        Assert.Equal(SourceCodes.RateLimited, await _host.RefusalAsync(_zenodo.Address + "/records/8"));
        Assert.Equal(1, _zenodo.Asked("/api/records/8"));
    }
}
