using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MedAgg.Flow.Tests;

/// <summary>The pages of a large set in Chromium: progress moves, the page answers while it does, and closing the tab stops nothing.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class LargeSetTests(Product product, Browser browser)
{
    // Full count under "./medagg test --long".
    private static readonly int Files = Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") is { Length: > 0 } ? 20_000 : 4_000;

    // Watches the numbers of the stages, how long the page's own thread is held up, and how long a keystroke takes until it is painted.
    private const string Watch =
        """
        () => {
          const seen = { moves: [], held: 0, keys: [], text: '' };
          window.seen = seen;
          let last = performance.now();
          setInterval(() => { const now = performance.now(); seen.held = Math.max(seen.held, now - last - 50); last = now; }, 50);
          const look = () => { const text = [...document.querySelectorAll('main table tbody td, main .big')].map(cell => cell.textContent).join('|'); if (text !== seen.text) { seen.text = text; seen.moves.push(performance.now()); } };
          new MutationObserver(look).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
          new PerformanceObserver(list => list.getEntries().forEach(entry => { if (entry.name.startsWith('key') || entry.name === 'input') seen.keys.push(entry.duration); })).observe({ type: 'event', durationThreshold: 16, buffered: true });
        }
        """;

    [Fact]
    public async Task A_large_set_moves_on_the_page_leaves_it_responsive_and_needs_no_tab()
    {
        product.Source.Offer("large.zip", Pictures(Files));
        IPage page = await browser.PersonAsync("en-US");
        List<string> faults = [];
        page.PageError += (_, fault) => faults.Add(fault);
        await page.GotoAsync(product.Address + "/account/sign-up?returnUrl=/ingest");
        await page.FillAsync("input[name='Form.Name']", "Patient person");
        await page.FillAsync("input[name='Form.Email']", "large@example.org");
        await page.FillAsync("input[name='Form.Password']", "a long enough phrase 7");
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/ingest");

        await page.GotoAsync(product.Address + "/ingest?url=" + Uri.EscapeDataString(product.Source.AddressOf("large.zip")));
        await page.WaitForSelectorAsync("main .what");
        await page.ClickAsync("main form.card button[type=submit]");
        await page.WaitForURLAsync(JobAddress());
        string job = page.Url;
        long began = Stopwatch.GetTimestamp();
        await page.EvaluateAsync(Watch);

        // A second tab: the same person goes on adding data while the first one is at work.
        IPage second = await page.Context.NewPageAsync();
        await second.GotoAsync(product.Address + "/ingest");
        await second.WaitForSelectorAsync("main #name");
        await second.EvaluateAsync(Watch);
        await second.Locator("main #name").PressSequentiallyAsync("The next set of the same clinic", new() { Delay = 40 });
        double typing = await second.EvaluateAsync<double>("Math.max(0, ...window.seen.keys)");
        await second.CloseAsync();

        await page.BringToFrontAsync();
        // Eight seconds of it, or all where there is less; the rest of the job has no tab.
        await page.WaitForFunctionAsync("window.seen.moves.length > 4 && (performance.now() - window.seen.moves[0] > 8000 || !document.querySelector('main .big'))", null, new() { Timeout = 60_000 });
        double[] moves = await page.EvaluateAsync<double[]>("window.seen.moves");
        double held = await page.EvaluateAsync<double>("window.seen.held");
        double longest = moves.Zip(moves.Skip(1), (one, next) => next - one).Max();
        await page.CloseAsync();

        string status = "";
        while (status is not ("succeeded" or "failed") && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(4))
        {
            CommandResult shown = await product.RunAsync("job", "show", job[(job.LastIndexOf('/') + 1)..], "--json");
            Assert.True(shown.ExitCode == 0, shown.Error);
            status = StatusText().Match(shown.Output).Groups[1].Value;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Files} files, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s; {moves.Length} moves, longest standstill {longest:0} ms; page held up {held:0} ms at most; slowest keystroke {typing:0} ms"));
        Assert.Equal("succeeded", status);
        Assert.Empty(faults);
        Assert.True(moves.Length > 4);
    }

    private static byte[] Pictures(int count)
    {
        MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            byte[] picture = Hostile.Png(16, 16);
            for (int i = 0; i < count; i++)
            {
                using Stream entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"train/{(i % 2 == 0 ? "normal" : "tumour")}/{i:00000}.png"), CompressionLevel.NoCompression).Open();
                entry.Write(picture);
            }
        }

        return bytes.ToArray();
    }

    [GeneratedRegex(@"/jobs/\d+$")]
    private static partial Regex JobAddress();

    [GeneratedRegex("\"status\":\\s*\"(\\w+)\"")]
    private static partial Regex StatusText();
}
