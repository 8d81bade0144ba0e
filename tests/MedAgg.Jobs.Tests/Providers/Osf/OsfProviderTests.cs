using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Osf;

public sealed class OsfProviderTests : IAsyncLifetime
{
    private static readonly byte[] Scan = [1, 2, 3];
    private static readonly byte[] Note = "note"u8.ToArray();

    private StubSource _api = null!;
    private StubSource _storage = null!;
    private ProviderHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await StubSource.StartAsync();
        _storage = await StubSource.StartAsync();
        string files = _api.Address + "/v2/nodes/abcd2/files/";
        _api.Redirect("/v2/guids/abcd2/", "/v2/nodes/abcd2/?embed=license")
            .Json("/v2/nodes/abcd2/", """{"data":{"id":"abcd2","type":"nodes","attributes":{"title":"A project","description":"Scans &amp; notes","date_modified":"2024-05-01T00:00:00"},"embeds":{"license":{"data":{"attributes":{"name":"CC-By Attribution 4.0 International","url":"https://creativecommons.org/licenses/by/4.0/legalcode"}}}}}}""")
            .Json("/v2/nodes/abcd2/files/", """{"data":[<0>],"links":{"next":null}}""".Replace("<0>", Folder("osfstorage", files + "osfstorage/"), StringComparison.Ordinal))
            .Json("/v2/nodes/abcd2/files/osfstorage/", """{"data":[<0>,<1>],"links":{"next":"<2>osfstorage/?page=2"}}""".Replace("<0>", File("note.txt", "/note.txt", Note, 2), StringComparison.Ordinal).Replace("<1>", Folder("scans", files + "osfstorage/f1/"), StringComparison.Ordinal).Replace("<2>", files, StringComparison.Ordinal))
            .Json("/v2/nodes/abcd2/files/osfstorage/?page=2", """{"data":[<0>],"links":{"next":null}}""".Replace("<0>", Folder("scans", files + "osfstorage/f1/"), StringComparison.Ordinal))
            .Json("/v2/nodes/abcd2/files/osfstorage/f1/", """{"data":[<0>],"links":{"next":null}}""".Replace("<0>", File("a.dcm", "/scans/a.dcm", Scan, 1), StringComparison.Ordinal))
            .Redirect("/download/a.dcm", _storage.Address + "/signed/a.dcm")
            .File("/download/note.txt", Note);
        _storage.File("/signed/a.dcm", Scan);
        _host = new(new() { ["Providers:Osf:ApiUrl"] = _api.Address, ["Providers:Osf:BaseUrl"] = _api.Address }, _api, _storage);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _api.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Theory]
    [InlineData("https://osf.io/abcd2/", "osf")]
    [InlineData("https://osf.io/abcd2/files/osfstorage", "osf")]
    [InlineData("https://api.osf.io/v2/nodes/abcd2/files/", "osf")]
    [InlineData("10.17605/OSF.IO/ABCD2", "osf")]
    [InlineData("https://osf.io/dashboard", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task A_project_is_listed_folder_by_folder_and_page_by_page()
    {
        SourcePlan plan = await _host.PlanAsync(_api.Address + "/abcd2/");

        Assert.Equal(("A project", "CC-By Attribution 4.0 International", "Scans & notes"), (plan.Name, plan.Licence, plan.Description));
        Assert.Equal(["note.txt", "scans/a.dcm"], plan.Files.Select(file => file.Path));
        Assert.Equal(("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Scan)), "1"), (plan.Files[1].Checksum, plan.Files[1].Stamp));
        Assert.Equal(Scan, await _host.BytesAsync(_api.Address, plan, "scans/a.dcm"));
    }

    [Theory]
    [InlineData(404, SourceCodes.NotFound)]
    [InlineData(410, SourceCodes.NotFound)]
    [InlineData(403, SourceCodes.AccessNotGranted)]
    public async Task What_is_not_public_is_refused_with_its_reason(int status, string code)
    {
        _api.Json("/v2/guids/zzzz9/", """{"errors":[{"detail":"no"}]}""", status);

        Assert.Equal(code, await _host.RefusalAsync(_api.Address + "/zzzz9/"));
    }

    private string File(string name, string path, byte[] content, int version) => """
        {"type":"files","attributes":{"kind":"file","name":"<0>","materialized_path":"<1>","provider":"osfstorage","size":<2>,"current_version":<3>,"extra":{"hashes":{"md5":"<4>","sha256":"<5>"}}},"links":{"download":"<6>/download/<7>"}}
        """.Replace("<0>", name, StringComparison.Ordinal).Replace("<1>", path, StringComparison.Ordinal).Replace("<2>", (content.Length).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("<3>", (version).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("<4>", Convert.ToHexStringLower(MD5.HashData(content)), StringComparison.Ordinal).Replace("<5>", Convert.ToHexStringLower(SHA256.HashData(content)), StringComparison.Ordinal).Replace("<6>", _api.Address, StringComparison.Ordinal).Replace("<7>", name, StringComparison.Ordinal);

    private static string Folder(string name, string href) => """
        {"type":"files","attributes":{"kind":"folder","name":"<0>"},"relationships":{"files":{"links":{"related":{"href":"<1>"}}}}}
        """.Replace("<0>", name, StringComparison.Ordinal).Replace("<1>", href, StringComparison.Ordinal);
}
