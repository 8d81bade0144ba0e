using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace MedAgg.Flow.Tests;

/// <summary>From a pipeline to a report in other hands, in Chromium: a run, its screens, a comparison, a link, one file without a network.</summary>
[Collection(ProductCollection.Name)]
public sealed class ExperimentJourneyTests(Product product, Browser browser)
{
    private static readonly string[] Sections = ["flow", "method", "settings", "environment", "hashes"];

    [Theory]
    [InlineData("ru-RU", "ru", "Сначала прочтите это", "Матрица ошибок", "По этой ссылке ничего нет")]
    [InlineData("en-US", "en", "Read this first", "Confusion matrix", "Nothing is behind this link")]
    public async Task From_a_pipeline_to_a_report_in_other_hands(string locale, string language, string caveats, string confusion, string gone)
    {
        product.Source.Offer($"squares-{language}.npz", Squares());
        IPage page = await browser.PersonAsync(locale);
        List<string> faults = [];
        Listen(page, faults);
        await page.GotoAsync(product.Address + "/account/sign-up?returnUrl=/experiments");
        await page.FillAsync("input[name='Form.Name']", "Researcher");
        await page.FillAsync("input[name='Form.Email']", $"researcher-{language}@example.org");
        await page.FillAsync("input[name='Form.Password']", "a long enough phrase 7");
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/experiments");
        await page.WaitForSelectorAsync("main .empty"); // nothing yet, and it says how to begin

        long first = await StartAsync(page, language, seeds: "[1, 2]");
        await page.GotoAsync($"{product.Address}/experiments/{first}");
        await page.WaitForSelectorAsync("main section.caveats", new() { Timeout = 90_000 }); // came by itself, the page was not read again
        Assert.Equal(7, await page.Locator("main svg.figure:visible").CountAsync()); // ROC, calibration, precision and recall, confusion, two of learning, subgroups
        await page.Locator("main .gallery a").First.ClickAsync();
        await page.WaitForURLAsync("**/datasets/**file=*");
        await page.WaitForSelectorAsync("main aside img, main .with-side img");

        long second = await AgainAsync(page, first);
        await page.WaitForSelectorAsync("main section.caveats", new() { Timeout = 90_000 });
        await page.GotoAsync($"{product.Address}/experiments?pin={first},{second}");
        await page.ClickAsync("main a[href^='/experiments/compare']");
        await page.WaitForSelectorAsync("main .cases figure");
        Assert.Contains("24", await page.Locator("main .note.ready").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("main .cases figure").First.Locator(".score").CountAsync());

        await page.GotoAsync($"{product.Address}/experiments/{first}");
        await page.WaitForSelectorAsync("#share-days");
        ILocator make = page.Locator("main section.card:has(#share-days) button.btn");
        ILocator copy = page.Locator("main section.card:has(#share-days) .copy .mono");
        await page.WaitForTimeoutAsync(500);
        await make.First.ClickAsync();
        await copy.WaitForAsync();
        string link = (await copy.GetAttributeAsync("title"))!;

        IPage other = await browser.PersonAsync(locale, dark: true);
        Listen(other, faults);
        List<string> elsewhere = [];
        other.Request += (_, request) =>
        {
            if (request.Url != link && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("file:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        Assert.Equal(200, (await other.GotoAsync(link))!.Status);
        await JudgeAsync(other, language, caveats, confusion);
        string file = Path.Combine(product.Data, $"report-{language}.html");
        await File.WriteAllTextAsync(file, await (await page.APIRequest.GetAsync($"{product.Address}/experiments/{first}/files/report/report.{language}.html")).TextAsync(), TestContext.Current.CancellationToken);
        await other.Context.SetOfflineAsync(true);
        await other.GotoAsync("file://" + file);
        await JudgeAsync(other, language, caveats, confusion);
        byte[] paper = await other.PdfAsync(new() { Format = "A4" });
        Assert.True(paper.Length > 20_000 && Encoding.ASCII.GetString(paper, 0, 5) == "%PDF-");
        await other.Context.SetOfflineAsync(false);
        Assert.Empty(elsewhere);

        await page.ClickAsync("main section.card:has(#share-days) button.btn.d");
        await page.WaitForSelectorAsync("main section.card:has(#share-days) .badge.line");
        Assert.Empty(faults);
        Assert.Equal(410, (await other.GotoAsync(link))!.Status);
        Assert.Equal(gone, await other.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task A_link_that_is_followed_while_the_page_wakes_up_leads_to_its_own_runs()
    {
        IPage page = await browser.PersonAsync("en-US");
        await page.GotoAsync(product.Address + "/account/sign-up");
        await page.FillAsync("input[name='Form.Name']", "Hasty");
        await page.FillAsync("input[name='Form.Email']", "hasty@example.org");
        await page.FillAsync("input[name='Form.Password']", "a long enough phrase 7");
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(product.Address + "/");
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("/_blazor"), socket =>
        {
            IWebSocketRoute server = socket.ConnectToServer();
            server.OnMessage(frame => Pass(socket, frame));
            socket.OnMessage(async frame =>
            {
                // The circuit is asked for with the address of the list; it is answered when the reader is on the next page.
                if (frame.Binary is { } bytes && Encoding.Latin1.GetString(bytes).Contains("StartCircuit", StringComparison.Ordinal))
                {
                    asked.TrySetResult();
                    await arrived.Task;
                }

                Pass(server, frame);
            });
        });
        await page.GotoAsync($"{product.Address}/experiments?pin=999998,999999", new() { WaitUntil = WaitUntilState.Commit });
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await page.ClickAsync("main a[href^='/experiments/compare']");
        await page.WaitForSelectorAsync("main a[href='/experiments?pin=999998,999999']");
        arrived.SetResult();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('main .note').length === 2 && document.querySelector('main h1').innerText.includes('2')");
        await page.WaitForTimeoutAsync(1_000); // what the circuit would make of the old address comes within a round trip or two
        Assert.Contains("2", await page.Locator("main h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("main .note").CountAsync());
    }

    // What a report must have, whoever opens it.
    private static async Task JudgeAsync(IPage page, string language, string caveats, string confusion)
    {
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Contains(caveats, await page.Locator("section.task h3").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(confusion, await page.Locator("section.task").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("section.task .c.amber, section.task .c.red").CountAsync() > 0);
        Assert.Equal(8, await page.Locator("svg.figure").CountAsync());
        Assert.True(await page.Locator("section.task img").CountAsync() > 0);
        Assert.True(await page.EvaluateAsync<bool>("() => [...document.images].every(i => i.complete && i.naturalWidth > 0)"));
        foreach (string section in Sections)
            Assert.True(await page.Locator("#" + section).IsVisibleAsync(), section);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
    }

    // The run again, from the page: on the dataset that the first one brought into the catalogue, with a seed of its own.
    private async Task<long> AgainAsync(IPage page, long first)
    {
        await page.GotoAsync($"{product.Address}/experiments/{first}");
        await page.ClickAsync("main a[href^='/experiments/new?from=']");
        await page.WaitForSelectorAsync("main form button.p:enabled");
        ILocator text = page.Locator("#yaml");
        string yaml = await text.InputValueAsync();
        await text.FillAsync(yaml.Replace("epochs: 3", "epochs: many", StringComparison.Ordinal));
        await page.WaitForSelectorAsync($"main .faults >> text={yaml[..yaml.IndexOf("epochs: 3", StringComparison.Ordinal)].Count(c => c == '\n') + 1}");
        Assert.True(await page.Locator("main form button.p").IsDisabledAsync());
        await text.FillAsync(yaml);
        await page.WaitForSelectorAsync("main form button.p:enabled");
        await page.Locator("main .seg >> nth=1").Locator("button").Nth(1).ClickAsync();
        await page.WaitForSelectorAsync("#dataset");
        string data = await page.Locator("#dataset option", new() { HasText = "squares" }).First.GetAttributeAsync("value") ?? "";
        await page.SelectOptionAsync("#dataset", data);
        await page.WaitForSelectorAsync("main .labels .chip");
        await page.FillAsync("#seeds", "3");
        await page.PressAsync("#seeds", "Tab");
        await page.WaitForFunctionAsync("() => document.querySelector('#yaml').value.includes('seeds: [3]')");
        await page.ClickAsync("main form button.p:enabled");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex(@"/experiments/\d+$"));
        return long.Parse(page.Url[(page.Url.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Listen(IPage page, List<string> faults)
    {
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
    }

    private static void Pass(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes)
            to.Send(bytes);
        else
            to.Send(frame.Text ?? "");
    }

    private async Task<long> StartAsync(IPage page, string language, string seeds)
    {
        string yaml =
            $$"""
            name: Squares {{language}}
            acquire:
              sources: ["{{product.Source.AddressOf($"squares-{language}.npz")}}"]
            structure:
              facts: [size, brightness]
              tasks:
                - { name: bright, label: label, positive: ["1"], negative: ["0"], positive_name: bright, negative_name: dark }
            preprocess: { size: 16 }
            split: { kind: official }
            train: { channels: [8, 8], pools: 1, epochs: 3, batch: 8, seeds: {{seeds}} }
            evaluate: { resamples: 100, subgroups: [size] }
            """;
        string answer = await page.EvaluateAsync<string>(
            "async yaml => { const r = await fetch('/api/experiments/runs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ yaml }) }); return r.status + ' ' + await r.text(); }", yaml);
        Assert.StartsWith("202 ", answer, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(answer[4..]);
        return report.RootElement.GetProperty("run_id").GetInt64();
    }

    // Bright and dark squares; every seventh lies, so that there are mistakes to show.
    private static byte[] Squares()
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            int salt = 0;
            foreach ((string part, int count) in new[] { ("train", 40), ("val", 20), ("test", 24) })
            {
                byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
                byte[] pixels = new byte[count * 256];
                for (int i = 0; i < pixels.Length; i++)
                    pixels[i] = (byte)(60 + (i / 256 % 7 == 3 ? 1 - labels[i / 256] : labels[i / 256]) * 70 + (i * 37 + salt * 11 + i / 256 * 101) % 50);
                salt++;
                Add(zip, $"{part}_images.npy", $"({count}, 16, 16)", pixels);
                Add(zip, $"{part}_labels.npy", $"({count}, 1)", labels);
            }
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string shape, byte[] values)
    {
        byte[] head = Encoding.ASCII.GetBytes($"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n");
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write((byte[])[0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, (byte)(head.Length >> 8), .. head, .. values]);
    }
}
