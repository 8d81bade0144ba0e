using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.OpenNeuro;

public sealed class OpenNeuroProviderTests : IAsyncLifetime
{
    private static readonly byte[] Scan = [1, 2, 3, 4, 5, 6];

    private StubSource _site = null!;
    private ProviderHost _host = null!;
    private int _gatewayErrors;
    private string? _error;

    public async ValueTask InitializeAsync()
    {
        _site = await StubSource.StartAsync();
        _site.On("/crn/graphql", context =>
        {
            string query = _site.Log[^1].Body;
            return StubSource.TextAsync(context, Answer(query), "application/json");
        }).File("/s3/ds000224/sub-01/anat/T1w.nii.gz", Scan).File("/s3/ds000224/README", "hello"u8.ToArray());
        _host = new(new() { ["Providers:OpenNeuro:BaseUrl"] = _site.Address, ["Providers:OpenNeuro:FoldersAtOnce"] = "1" }, _site);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("https://openneuro.org/datasets/ds000224/versions/1.0.1", "openneuro")]
    [InlineData("https://openneuro.org/datasets/ds000224", "openneuro")]
    [InlineData("10.18112/openneuro.ds000224.v1.0.1", "openneuro")]
    [InlineData("ds000224", "openneuro")]
    [InlineData("https://openneuro.org/search", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Theory]
    [InlineData("/datasets/ds000224")]
    [InlineData("/datasets/ds000224/versions/1.0.1")]
    public async Task Folders_are_opened_level_by_level(string path)
    {
        _gatewayErrors = 1; // an error of the gateway inside an answer of 200

        SourcePlan plan = await _host.PlanAsync(_site.Address + path);

        Assert.Equal(("Midnight scans", "CC0", "1.0.1", "10.18112/openneuro.ds000224.v1.0.1"), (plan.Name, plan.Licence, plan.Version, plan.Doi));
        Assert.Equal(["README", "sub-01/anat/T1w.nii.gz"], plan.Files.Select(file => file.Path));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("FILE_WITHOUT_ADDRESS: OpenNeuro names no address for 1 files", StringComparison.Ordinal));
        // The interface states another size than the file has: the file's host is believed.
        Assert.Equal(999, plan.Files[1].SizeBytes);
        Assert.Equal(Scan, await _host.BytesAsync(_site.Address, plan, "sub-01/anat/T1w.nii.gz"));
    }

    [Theory]
    [InlineData("You do not have access to read this dataset.", SourceCodes.AccessNotGranted)]
    [InlineData("504: Gateway Timeout", SourceCodes.Unavailable)]
    public async Task Errors_inside_an_answer_are_refusals(string error, string code)
    {
        _error = error;

        Assert.Equal(code, await _host.RefusalAsync(_site.Address + "/datasets/ds000224"));
    }

    [Fact]
    public async Task A_dataset_without_a_snapshot_is_not_found() => Assert.Equal(SourceCodes.NotFound, await _host.RefusalAsync(_site.Address + "/datasets/ds999999"));

    private string Answer(string query)
    {
        if (_error is not null)
            return """{"errors":[{"message":"<0>"}],"data":null}""".Replace("<0>", _error, StringComparison.Ordinal);
        if (_gatewayErrors-- > 0)
            return """{"errors":[{"message":"502: Bad Gateway"}]}""";
        if (query.Contains("ds999999", StringComparison.Ordinal))
            return """{"data":{"dataset":null}}""";
        if (query.Contains("tree:\\\"t1\\\"", StringComparison.Ordinal) || query.Contains("tree:\\u0022t1\\u0022", StringComparison.Ordinal))
            return """{"data":{"snapshot":{"f0":[{"id":"t2","filename":"anat","urls":[],"size":0,"directory":true}]}}}""";
        if (query.Contains("t2", StringComparison.Ordinal))
            return """{"data":{"snapshot":{"f0":[{"id":"b2","filename":"T1w.nii.gz","urls":["<0>/s3/ds000224/sub-01/anat/T1w.nii.gz"],"size":999,"directory":false},{"id":"b3","filename":"lost.nii.gz","urls":[],"size":1,"directory":false}]}}}""".Replace("<0>", _site.Address, StringComparison.Ordinal);
        string files = """[{"id":"b1","filename":"README","urls":["<0>/s3/ds000224/README"],"size":5,"directory":false},{"id":"t1","filename":"sub-01","urls":[],"size":0,"directory":true}]""".Replace("<0>", _site.Address, StringComparison.Ordinal);
        string snapshot = """{"tag":"1.0.1","description":{"Name":"Midnight scans","License":"CC0","DatasetDOI":"doi:10.18112/openneuro.ds000224.v1.0.1"},"files":<0>}""".Replace("<0>", files, StringComparison.Ordinal);
        return query.Contains("latestSnapshot", StringComparison.Ordinal)
            ? """{"data":{"dataset":{"latestSnapshot":<0>}}}""".Replace("<0>", snapshot, StringComparison.Ordinal)
            : """{"data":{"snapshot":<0>}}""".Replace("<0>", snapshot, StringComparison.Ordinal);
    }
}
