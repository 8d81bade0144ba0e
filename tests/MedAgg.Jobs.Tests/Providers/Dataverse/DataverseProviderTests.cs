using System.Security.Cryptography;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Dataverse;

public sealed class DataverseProviderTests : IAsyncLifetime
{
    private const string Id = "doi:10.7910/DVN/DBW86T";

    private static readonly byte[] Scan = [1, 2, 3, 4, 5];
    private static readonly byte[] Table = "id,dx\n1,nv\n"u8.ToArray();

    private StubSource _dataverse = null!;
    private StubSource _storage = null!;
    private ProviderHost _host = null!;

    private string Page => _dataverse.Address + "/dataset.xhtml?persistentId=" + Id;

    public async ValueTask InitializeAsync()
    {
        _dataverse = await StubSource.StartAsync();
        _storage = await StubSource.StartAsync();
        _dataverse.Json("/api/datasets/:persistentId/versions/:latest-published", Version(4, "\"license\":{\"name\":\"CC BY-NC 4.0\",\"uri\":\"http://creativecommons.org/licenses/by-nc/4.0\"}"))
            .Json("/api/datasets/:persistentId/versions/3.0", Version(3, "\"termsOfUse\":\"<b>Please cite us</b>\""))
            .Redirect("/api/access/datafile/11", _storage.Address + "/signed/a.dcm?sig=1", 303)
            .On("/api/access/datafile/12", context => StubSource.FileAsync(context, context.Request.Query["format"] == "original" ? Table : "id\tdx\n"u8.ToArray(), "text/csv"));
        _storage.File("/signed/a.dcm", Scan);
        _host = new(new() { ["Providers:Dataverse:BaseUrl"] = _dataverse.Address }, _dataverse, _storage);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _dataverse.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Theory]
    [InlineData("https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/DBW86T", "dataverse")]
    [InlineData("https://dataverse.nl/dataset.xhtml?persistentId=doi:10.34894/X&version=1.0", "dataverse")]
    [InlineData("https://doi.org/10.7910/DVN/DBW86T", "dataverse")]
    [InlineData("https://dataverse.harvard.edu/api/datasets/:persistentId?persistentId=doi:10.7910/DVN/DBW86T", "dataverse")]
    [InlineData("https://dataverse.harvard.edu/file.xhtml?persistentId=doi:10.7910/DVN/DBW86T/KPQXQC&version=4.0", "dataverse")]
    [InlineData("https://dataverse.nl/file.xhtml?fileId=3172582", "dataverse")]
    [InlineData("https://dataverse.nl/file.xhtml?fileId=../1", "direct")]
    [InlineData("https://dataverse.harvard.edu/dataverse/ham", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task A_version_is_listed_without_restricted_files_and_with_tables_as_they_were_sent()
    {
        SourcePlan plan = await _host.PlanAsync(Page);

        Assert.Equal(("Skin lesions", "4.1", "CC BY-NC 4.0", DatasetAccess.Open, "10.7910/dvn/dbw86t"), (plan.Name, plan.Version, plan.Licence, plan.Access, plan.Doi));
        Assert.Equal(["images/a.dcm", "metadata.csv"], plan.Files.Select(file => file.Path));
        Assert.Equal((11L, "md5:" + Md5(Table)), (plan.Files[1].SizeBytes, plan.Files[1].Checksum));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("ACCESS_NOT_GRANTED: 1 of 3 files", StringComparison.Ordinal));
        Assert.Equal(Scan, await _host.BytesAsync(Page, plan, "images/a.dcm"));
        Assert.Equal(Table, await _host.BytesAsync(Page, plan, "metadata.csv"));
    }

    [Fact]
    public async Task A_named_version_is_that_version()
    {
        SourcePlan plan = await _host.PlanAsync(Page + "&version=3.0");

        Assert.Equal(("3.1", "Please cite us"), (plan.Version, plan.Licence));
    }

    [Fact]
    public async Task The_key_goes_to_the_dataverse_and_not_to_the_store_behind_it()
    {
        SourceCredentials key = new(new(_dataverse.Address), new Dictionary<string, string> { ["X-Dataverse-key"] = "secret" });
        SourcePlan plan = await _host.PlanAsync(Page, key);

        await _host.BytesAsync(Page, plan, "images/a.dcm", key);

        Assert.All(_dataverse.Log, request => Assert.Equal("secret", request.Header("X-Dataverse-key")));
        Assert.All(_storage.Log, request => Assert.Null(request.Header("X-Dataverse-key")));
    }

    [Theory]
    [InlineData(404, SourceCodes.NotFound)]
    [InlineData(401, SourceCodes.AccessNotGranted)]
    public async Task A_dataset_that_cannot_be_had_is_refused_with_its_reason(int status, string code)
    {
        _dataverse.Json("/api/datasets/:persistentId/versions/:latest-published", """{"status":"ERROR","message":"no"}""", status);

        Assert.Equal(code, await _host.RefusalAsync(Page));
    }

    [Theory]
    [InlineData("persistentId=doi:10.7910/DVN/DBW86T/AAAAAA", true)]
    [InlineData("persistentId=doi:10.7910/DVN/DBW86T/AAAAAA", false)]
    [InlineData("fileId=11", true)]
    public async Task The_page_of_a_file_is_that_file_of_its_dataset(string query, bool isTold)
    {
        if (isTold)
            _dataverse.Json(FileApi(query), $$"""{"status":"OK","data":{"label":"a.dcm","dataFile":{"id":11},"datasetVersion":{"datasetPersistentId":"{{Id}}"} } }""");
        string page = _dataverse.Address + "/file.xhtml?" + query;

        SourcePlan plan = await _host.PlanAsync(page);

        Assert.Equal("images/a.dcm", Assert.Single(plan.Files).Path);
        Assert.Equal(("Skin lesions", "4.1"), (plan.Name, plan.Version));
        Assert.Empty(plan.Warnings);
        Assert.EndsWith("&version=4.1", plan.Pin, StringComparison.Ordinal);
        Assert.Equal(Scan, await _host.BytesAsync(page, plan, "images/a.dcm"));
    }

    [Fact]
    public async Task A_file_that_the_version_has_not_or_nobody_knows_is_not_found()
    {
        _dataverse.Json(FileApi("fileId=99"), $$"""{"status":"OK","data":{"datasetVersion":{"datasetPersistentId":"{{Id}}"} } }""");

        Assert.Equal(SourceCodes.NotFound, await _host.RefusalAsync(_dataverse.Address + "/file.xhtml?fileId=99"));
        Assert.Equal(SourceCodes.NotFound, await _host.RefusalAsync(_dataverse.Address + "/file.xhtml?fileId=98"));
    }

    [Theory]
    [InlineData("X-Dataverse-key", "secret", true)]
    [InlineData("Authorization", "Bearer secret", true)]
    [InlineData("Authorization", "Bearer secret", false)]
    public async Task A_key_opens_the_restricted_files_that_its_owner_was_admitted_to(string header, string value, bool isTold)
    {
        byte[] names = "n,a\n1,xy\n"u8.ToArray();
        if (isTold)
            _dataverse.Json("/api/access/datafile/13/userPermissions", """{"status":"OK","data":{"canDownloadFile":true} }""");
        _dataverse.On("/api/access/datafile/13", context => context.Request.Headers["X-Dataverse-key"] == "secret"
            ? StubSource.FileAsync(context, names, "text/csv")
            : StubSource.TextAsync(context, """{"status":"ERROR"}""", "application/json", 403));
        _dataverse.Json("/api/datasets/:persistentId/versions/:latest-published", Version(4, "\"termsOfUse\":\"Ask\"").Replace("00000000000000000000000000000000", Md5(names), StringComparison.Ordinal));
        SourceCredentials key = new(new(_dataverse.Address), new Dictionary<string, string> { [header] = value });

        SourcePlan plan = await _host.PlanAsync(Page, key);
        SourcePlan without = await _host.PlanAsync(Page);

        Assert.Equal(["images/a.dcm", "metadata.csv", "names.csv"], plan.Files.Select(file => file.Path));
        Assert.Equal((DatasetAccess.Gated, DatasetAccess.Open), (plan.Access, without.Access));
        Assert.Empty(plan.Warnings);
        Assert.Equal(names, await _host.BytesAsync(Page, plan, "names.csv", key));
        Assert.DoesNotContain(_dataverse.Log, request => request.Header("Authorization") is not null);
        Assert.DoesNotContain("names.csv", without.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_key_that_was_not_admitted_opens_nothing_more_and_that_is_said()
    {
        _dataverse.Json("/api/access/datafile/13/userPermissions", """{"status":"OK","data":{"canDownloadFile":false} }""");
        SourceCredentials key = new(new(_dataverse.Address), new Dictionary<string, string> { ["X-Dataverse-key"] = "secret" });

        SourcePlan plan = await _host.PlanAsync(Page, key);

        Assert.Equal(2, plan.Files.Count);
        Assert.Contains("not admitted", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, _dataverse.Asked("/api/access/datafile/13"));
    }

    [Fact]
    public async Task A_key_that_is_not_taken_is_said_so()
    {
        _dataverse.Json("/api/datasets/:persistentId/versions/:latest-published", """{"status":"ERROR","message":"Bad API key"}""", 401);

        Assert.Equal(SourceCodes.CredentialsRefused, await _host.RefusalAsync(Page, new(new(_dataverse.Address), new Dictionary<string, string> { ["X-Dataverse-key"] = "old" })));
    }

    [Theory]
    [InlineData("2999-01-01", 1)]
    [InlineData("2001-01-01", 2)]
    public async Task A_file_under_an_embargo_is_left_out_until_its_day(string day, int files)
    {
        _dataverse.Json("/api/datasets/:persistentId/versions/:latest-published", Version(4, "\"termsOfUse\":\"Ask\"").Replace("\"filesize\":5,", $"\"filesize\":5,\"embargo\":{{\"dateAvailable\":\"{day}\"}},", StringComparison.Ordinal));

        Assert.Equal(files, (await _host.PlanAsync(Page)).Files.Count);
    }

    private static string FileApi(string query) => query.StartsWith("fileId=", StringComparison.Ordinal) ? "/api/files/" + query["fileId=".Length..] : "/api/files/:persistentId";

    private static string Version(int number, string terms) => """
        {"status":"OK","data":{"versionNumber":<0>,"versionMinorNumber":1,<1>,
        "metadataBlocks":{"citation":{"fields":[{"typeName":"title","value":"Skin lesions"},{"typeName":"dsDescription","value":[{"dsDescriptionValue":{"typeName":"dsDescriptionValue","value":"<p>Dermatoscopy</p>"}}]}]}},
        "files":[
          {"label":"a.dcm","directoryLabel":"images","restricted":false,"dataFile":{"id":11,"persistentId":"doi:10.7910/DVN/DBW86T/AAAAAA","filename":"a.dcm","filesize":5,"checksum":{"type":"MD5","value":"<2>"}}},
          {"label":"metadata.tab","restricted":false,"dataFile":{"id":12,"filename":"metadata.tab","filesize":8,"originalFileFormat":"text/csv","originalFileName":"metadata.csv","originalFileSize":11,"md5":"<3>"}},
          {"label":"names.csv","restricted":true,"dataFile":{"id":13,"filename":"names.csv","filesize":9,"md5":"00000000000000000000000000000000"}}
        ]}}
        """.Replace("<0>", (number).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("<1>", terms, StringComparison.Ordinal).Replace("<2>", Md5(Scan), StringComparison.Ordinal).Replace("<3>", Md5(Table), StringComparison.Ordinal);

    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}
