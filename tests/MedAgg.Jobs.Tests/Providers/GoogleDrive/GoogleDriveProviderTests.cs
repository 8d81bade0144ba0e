using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.GoogleDrive;

public sealed class GoogleDriveProviderTests : IAsyncLifetime
{
    private const string Small = "1SmallFileIdOfATest";
    private const string Large = "1LargeFileIdOfATest";

    private static readonly byte[] Scan = ProviderHost.Zip(("a.txt", "scan"));

    private StubSource _drive = null!;
    private StubSource _content = null!;
    private ProviderHost _host = null!;
    private string _uuid = "first";

    public async ValueTask InitializeAsync()
    {
        _drive = await StubSource.StartAsync();
        _content = await StubSource.StartAsync();
        _drive.Redirect($"/uc?export=download&id={Small}", _content.Address + $"/download?id={Small}&export=download", 303)
            .On($"/uc?export=download&id={Large}", context => StubSource.TextAsync(context, Warning(), "text/html; charset=utf-8"))
            .Page("/uc?export=download&id=1FullFileIdOfATest", "<html><p class=\"uc-error-caption\">Sorry</p><p class=\"uc-error-subcaption\">Too many users have viewed or downloaded this file recently.</p></html>")
            .Page("/uc?export=download&id=1GoneFileIdOfATest", "<html></html>", 404)
            .Page("/uc?export=download&id=1PageFileIdOfATest", "<html><title>What is this</title></html>");
        _content.On("/download", context =>
        {
            bool isSmall = context.Request.Query["id"] == Small;
            // A large file is only given for the token of the page, which is another one each time.
            if (!isSmall && (context.Request.Query["confirm"] != "t" || context.Request.Query["uuid"] != _uuid))
                return StubSource.TextAsync(context, "<html>no</html>", "text/html");
            context.Response.Headers.ContentDisposition = "attachment; filename=\"x.zip\"; filename*=UTF-8''%D1%81%D0%BD%D0%B8%D0%BC%D0%BA%D0%B8.zip";
            return StubSource.FileAsync(context, Scan);
        });
        _host = new(new() { ["Providers:GoogleDrive:BaseUrl"] = _drive.Address, ["Providers:GoogleDrive:ContentUrl"] = _content.Address }, _drive, _content);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _drive.DisposeAsync();
        await _content.DisposeAsync();
    }

    [Theory]
    [InlineData("https://drive.google.com/file/d/1SmallFileIdOfATest/view?usp=sharing", "google-drive")]
    [InlineData("https://drive.google.com/open?id=1SmallFileIdOfATest", "google-drive")]
    [InlineData("https://drive.google.com/file/u/1/d/1SmallFileIdOfATest/view", "google-drive")]
    [InlineData("https://drive.usercontent.google.com/download?id=1SmallFileIdOfATest&export=download", "google-drive")]
    [InlineData("https://drive.google.com/drive/folders/1SmallFileIdOfATest", "google-drive")]
    [InlineData("https://docs.google.com/spreadsheets/d/1SmallFileIdOfATest/edit", "google-drive")]
    [InlineData("https://drive.google.com/drive/my-drive", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_shared_file_comes_with_its_name_also_from_behind_the_warning(string id)
    {
        string address = _drive.Address + $"/file/d/{id}/view";
        SourcePlan plan = await _host.PlanAsync(address);
        _uuid = "second"; // tokens die between looking and fetching

        Assert.Equal(("снимки", "снимки.zip", (long?)Scan.Length), (plan.Name, plan.Files[0].Path, plan.Files[0].SizeBytes));
        Assert.DoesNotContain("uuid", plan.Files[0].Location, StringComparison.Ordinal);
        Assert.Equal(Scan, await _host.BytesAsync(address, plan, "снимки.zip"));
    }

    [Theory]
    [InlineData("/file/d/1FullFileIdOfATest/view", SourceCodes.RateLimited)]
    [InlineData("/file/d/1GoneFileIdOfATest/view", SourceCodes.NotFound)]
    [InlineData("/file/d/1PageFileIdOfATest/view", SourceCodes.NotData)]
    [InlineData("/drive/folders/1SmallFileIdOfATest", SourceCodes.ListingTooLong)]
    public async Task What_is_no_file_is_refused_with_what_to_do(string path, string code) => Assert.Equal(code, await _host.RefusalAsync(_drive.Address + path));

    private string Warning() => $"""
        <!DOCTYPE html><html><body><p class="uc-warning-caption">Google Drive can't scan this file for viruses.</p>
        <form id="download-form" action="https://evil.example/download" method="get"><input type="hidden" name="id" value="{Large}"><input type="hidden" name="export" value="download"><input type="hidden" name="confirm" value="t"><input type="hidden" name="uuid" value="{_uuid}"></form></body></html>
        """;
}
