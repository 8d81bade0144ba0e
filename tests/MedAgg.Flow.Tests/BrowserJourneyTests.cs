using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MedAgg.Flow.Tests;

/// <summary>A newcomer's way in Chromium: account, sample, job, dashboard, search, collection, archive. In both languages.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class BrowserJourneyTests(Product product, Browser browser)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("MEDAGG_PICTURES");

    [Theory]
    [InlineData("ru-RU", "Регистрация", "Готова", "Каталог")]
    [InlineData("en-US", "Sign up", "Ready", "Catalogue")]
    public async Task From_an_account_to_an_archive(string locale, string signUp, string ready, string catalogue)
    {
        IPage page = await browser.PersonAsync(locale);
        List<string> faults = [];
        page.PageError += (_, fault) => faults.Add(fault);

        await page.GotoAsync(product.Address + "/account/sign-up?returnUrl=/ingest");
        Assert.Equal(signUp, await page.Locator("main h1").InnerTextAsync());
        await page.FillAsync("input[name='Form.Name']", "Newcomer");
        await page.FillAsync("input[name='Form.Email']", $"newcomer-{locale}@example.org".ToLowerInvariant());
        await page.FillAsync("input[name='Form.Password']", "a long enough phrase 7");
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/ingest");

        ILocator sample = page.Locator("aside button.btn");
        await UntilAsync(
            async () =>
            {
                if (await sample.IsVisibleAsync() && await sample.IsEnabledAsync())
                    await sample.ClickAsync();
            },
            () => Task.FromResult(JobAddress().IsMatch(page.Url)));
        await page.WaitForSelectorAsync("main a.btn.p[href^='/datasets/']", new() { Timeout = 90_000 });
        await LookAsync(page, "job", locale);

        await page.ClickAsync("main a.btn.p[href^='/datasets/']");
        await page.WaitForURLAsync("**/datasets/**");
        string slug = SlugAddress().Match(page.Url).Groups[1].Value;
        await page.GotoAsync($"{product.Address}/datasets/{slug}/dashboard");
        await page.WaitForSelectorAsync("main .apexcharts-canvas, main svg[role=img]", new() { Timeout = 30_000 });
        Assert.Contains("60", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(page, "dashboard", locale);

        await page.GotoAsync($"{product.Address}/?inspected=yes");
        Assert.Contains(catalogue, await page.Locator("header").InnerTextAsync(), StringComparison.Ordinal);
        ILocator row = page.Locator("article.res", new() { Has = page.Locator($"a[href='/datasets/{slug}']") });
        await row.WaitForAsync();
        await UntilAsync(() => row.Locator("input[type=checkbox]").CheckAsync(), () => page.Locator(".basket").IsVisibleAsync());
        await LookAsync(page, "search", locale);
        await page.ClickAsync(".basket a[href^='/collections/new']");

        await page.WaitForURLAsync("**/collections/new**");
        ILocator build = page.Locator("main form.order button[type=submit]");
        ILocator terms = page.Locator("main form.order input[type=checkbox]");
        await page.WaitForSelectorAsync("main form.order button[type=submit]");
        await UntilAsync(async () => { if (await terms.CountAsync() > 0) await terms.First.CheckAsync(); }, () => build.IsEnabledAsync());
        await LookAsync(page, "builder", locale);
        await build.ClickAsync();

        await page.WaitForURLAsync("**/collections?**", new() { Timeout = 30_000 });
        ILocator archive = page.Locator("main a[href$='/archive']").First;
        await archive.WaitForAsync(new() { Timeout = 90_000 });
        await LookAsync(page, "collections", locale);
        Assert.Contains(ready, await page.Locator("main").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => archive.ClickAsync());
        using ZipArchive zip = ZipFile.OpenRead(await download.PathAsync());
        Assert.Equal(60, zip.Entries.Count(entry => entry.FullName.StartsWith("images/", StringComparison.Ordinal)));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_question_in_either_language_finds_the_same_datasets()
    {
        IPage page = await browser.PersonAsync("ru-RU");
        string[] russian = await FoundAsync(page, "маммография рак");
        string[] english = await FoundAsync(page, "mammography cancer");
        Assert.NotEmpty(russian);
        Assert.Equal(english.Order(), russian.Order());
    }

    [Fact]
    public async Task The_theme_and_the_language_are_kept()
    {
        IPage page = await browser.PersonAsync("en-US", width: 390, height: 844);
        await page.GotoAsync(product.Address + "/?culture=ru");
        Assert.Equal("ru", await page.Locator("html").GetAttributeAsync("lang"));
        await page.GotoAsync(product.Address + "/jobs");
        Assert.Equal("ru", await page.Locator("html").GetAttributeAsync("lang"));
        int wider = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, wider);
    }

    // A page that is drawn but not yet connected loses a click: a person clicks again, and so does this.
    private static async Task UntilAsync(Func<Task> act, Func<Task<bool>> isDone)
    {
        for (int attempt = 0; attempt < 15; attempt++)
        {
            await act();
            for (int i = 0; i < 20; i++)
            {
                if (await isDone())
                    return;
                await Task.Delay(100);
            }
        }

        Assert.Fail("The page never answered.");
    }

    private async Task<string[]> FoundAsync(IPage page, string question)
    {
        await page.GotoAsync($"{product.Address}/?q={Uri.EscapeDataString(question)}");
        await page.WaitForSelectorAsync("article.res");
        IReadOnlyList<string> links = await page.Locator("article.res a.ttl").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        return [.. links];
    }

    // For the eye: pictures are written only where somebody asked for them.
    private static async Task LookAsync(IPage page, string name, string locale)
    {
        if (Pictures is null)
            return;
        await page.WaitForTimeoutAsync(1500);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{locale[..2]}.png") });
    }

    [GeneratedRegex(@"/jobs/\d+$")]
    private static partial Regex JobAddress();

    [GeneratedRegex(@"/datasets/([^/?#]+)")]
    private static partial Regex SlugAddress();
}
