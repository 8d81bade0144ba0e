using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.Playwright;

namespace MedAgg.Flow.Tests;

/// <summary>A file of several pieces through the page: the connection breaks, the page is loaded anew, and no piece that is here is sent again.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class UploadJourneyTests(Product product, Browser browser) : IDisposable
{
    private const int Bytes = 60_000_000; // eight pieces
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"medagg-upload-{Guid.NewGuid():N}.zip");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_file_goes_on_after_a_broken_connection_and_a_reloaded_page()
    {
        string sha256 = await WriteAsync();
        IPage page = await browser.PersonAsync("en-US");
        await page.GotoAsync(product.Address + "/account/sign-up?returnUrl=/ingest");
        await page.FillAsync("input[name='Form.Name']", "Upload person");
        await page.FillAsync("input[name='Form.Email']", "upload@example.org");
        await page.FillAsync("input[name='Form.Password']", "a long enough phrase 7");
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/ingest");

        List<long> sent = [];
        int asked = 0;
        await page.RouteAsync("**/api/uploads/parts/*?offset=*", async route =>
        {
            asked++;
            if (asked == 2)
            {
                await route.AbortAsync("connectionreset");
            }
            else if (asked != 5) // the fifth hangs until the page is loaded anew
            {
                sent.Add(long.Parse(HttpUtility.ParseQueryString(new Uri(route.Request.Url).Query)["offset"]!, System.Globalization.CultureInfo.InvariantCulture));
                await route.ContinueAsync();
            }
        });
        await ChooseAsync(page);
        await page.WaitForFunctionAsync("document.querySelector('.drop')?.textContent.includes('%')");
        for (int i = 0; i < 200 && asked < 5; i++)
            await page.WaitForTimeoutAsync(100);
        Assert.Equal(3, sent.Count);
        await page.ReloadAsync();

        await page.Locator("main .seg button").Nth(1).ClickAsync();
        await page.WaitForFunctionAsync("() => { if (!document.querySelector('.drop')) document.querySelectorAll('main .seg button')[1].click(); return document.querySelector('.kept'); }", null, new() { PollingInterval = 500 });
        Assert.Contains("24.0 MiB of 57.2 MiB", await page.Locator(".kept").InnerTextAsync(), StringComparison.Ordinal);
        await ChooseAsync(page);
        await page.WaitForSelectorAsync(".copy .mono", new() { Timeout = 60_000 });

        Assert.Equal(sha256, await page.Locator(".copy .mono").InnerTextAsync());
        Assert.Equal(sent.Distinct().Order(), sent);
        Assert.Equal(8, sent.Count);
        await page.ClickAsync("main form.card button[type=submit]");
        await page.WaitForURLAsync(JobAddress());
        await page.Context.CloseAsync();
    }

    private async Task ChooseAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => { if (!document.querySelector('.drop')) document.querySelectorAll('main .seg button')[1].click(); return document.querySelector('.drop'); }", null, new() { PollingInterval = 500 });
        await page.WaitForTimeoutAsync(1000); // the box listens once its script is there
        await page.SetInputFilesAsync(".drop input[type=file]", _file);
    }

    private async Task<string> WriteAsync()
    {
        await using (FileStream file = File.Create(_file))
        await using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        await using (Stream entry = await zip.CreateEntry("noise.bin", CompressionLevel.NoCompression).OpenAsync(TestContext.Current.CancellationToken))
            await entry.WriteAsync(RandomNumberGenerator.GetBytes(Bytes - 1000), TestContext.Current.CancellationToken);
        await using FileStream written = File.OpenRead(_file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(written, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex(@"/jobs/\d+$")]
    private static partial Regex JobAddress();
}
