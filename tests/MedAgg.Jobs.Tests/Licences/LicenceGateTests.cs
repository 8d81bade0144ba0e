using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Licences;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Tests.Ingestion;
using MedAgg.Jobs.Tests.Inspection;
using MedAgg.Jobs.Tests.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Licences;

/// <summary>The gate between a plan and its download, with a record whose licence changes and with data that are not given to everybody.</summary>
public sealed class LicenceGateTests : IAsyncLifetime
{
    private StubSource _source = null!;
    private JobsHost _host = null!;
    private string _licence = "cc-by-nc-4.0";

    public async ValueTask InitializeAsync()
    {
        _source = await StubSource.StartAsync();
        byte[] picture = MadeFiles.Png(1);
        _source.On("/api/records/7", context => StubSource.TextAsync(
                context,
                """{"id":7,"doi":"10.5281/zenodo.7","metadata":{"title":"Skin","license":{"id":"LICENCE"},"access_right":"open"},"files":[{"key":"a.png","size":SIZE}]}"""
                    .Replace("LICENCE", _licence, StringComparison.Ordinal).Replace("SIZE", $"{picture.Length}", StringComparison.Ordinal),
                "application/json"))
            .File("/records/7/files/a.png", picture)
            .Json("/api/v1/project/published/closed/1.0/", """{"title":"A closed set","version":"1.0","license":{"name":"PhysioNet Credentialed Health Data License 1.5.0"}}""")
            .Page("/files/closed/1.0/SHA256SUMS.txt", "<html>403</html>", 403);
        _host = await JobsHost.StartAsync(ProviderHost.Impatient(new() { ["Providers:Zenodo:BaseUrl"] = _source.Address, ["Providers:PhysioNet:BaseUrl"] = _source.Address }, _source));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task Terms_that_bind_are_asked_for_before_a_byte_is_fetched_and_again_when_they_change()
    {
        IngestionRequest asked = await RunAsync();
        Assert.Equal((IngestionStatus.Failed, LicenceGate.NotAccepted, 0), (asked.Status, asked.ErrorCode, _source.Asked("/records/7/files/a.png")));
        Assert.Contains("cc-by-nc-4.0", asked.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("DUO:0000046", asked.ErrorMessage, StringComparison.Ordinal);

        await AcceptAsync();
        Assert.Equal(IngestionStatus.Succeeded, (await RunAsync()).Status);

        _licence = "CC BY-NC 4.0"; // the same licence in other words
        Assert.Equal(IngestionStatus.Succeeded, (await RunAsync()).Status);

        _licence = "cc-by-nc-nd-4.0";
        Assert.Equal(LicenceGate.NotAccepted, (await RunAsync()).ErrorCode);
    }

    [Fact]
    public async Task What_one_person_accepts_binds_nobody_else()
    {
        await AcceptAsync();

        IngestionRequest other = await _host.RunAsync(await _host.RequestAsync(new() { Location = _source.Address + "/records/7" }, user: await PersonAsync()));

        Assert.Equal(LicenceGate.NotAccepted, other.ErrorCode);
    }

    [Fact]
    public async Task An_open_licence_asks_nobody()
    {
        _licence = "cc-by-4.0";

        Assert.Equal(IngestionStatus.Succeeded, (await RunAsync()).Status);
    }

    [Fact]
    public async Task Data_for_admitted_people_are_catalogued_and_not_fetched()
    {
        IngestionRequest request = await _host.RunAsync(await _host.RequestAsync(new() { Location = _source.Address + "/content/closed/1.0/" }));

        Assert.Equal((IngestionStatus.Succeeded, null, null), (request.Status, request.ErrorMessage, request.VersionId));
        await using var context = await _host.OpenAsync();
        Dataset dataset = Assert.Single(context.Datasets, d => d.Id == request.DatasetId);
        Assert.Equal((true, DatasetAccess.Credentialed, LicenceClass.Restricted, null), (dataset.IsActive, dataset.Access, dataset.LicenceClass, dataset.CurrentVersionId));
        Assert.DoesNotContain(context.Versions, version => version.DatasetId == dataset.Id);
        Assert.Contains(await _host.LogAsync(request.Id), line => line.StartsWith("ACCESS_NOT_GRANTED", StringComparison.Ordinal));
        Assert.All(request.Stages.Where(stage => stage.Name != StageName.Resolve), stage => Assert.Equal(StageState.NotNeeded, stage.State));
    }

    private async Task<IngestionRequest> RunAsync() => await _host.RunAsync(await _host.RequestAsync(new() { Location = _source.Address + "/records/7" }));

    private async Task AcceptAsync()
    {
        Resolution resolution = await _host.Get<SourceResolver>().ResolveAsync(new() { Location = _source.Address + "/records/7" }, owner: null, heard: null, TestContext.Current.CancellationToken);
        await _host.Get<LicenceGate>().AcceptAsync(resolution.Plan!, userId: null, TestContext.Current.CancellationToken);
        await _host.Get<LicenceGate>().AcceptAsync(resolution.Plan!, userId: null, TestContext.Current.CancellationToken);
    }

    private static Task<Guid> PersonAsync() => Task.FromResult(Guid.NewGuid());
}
