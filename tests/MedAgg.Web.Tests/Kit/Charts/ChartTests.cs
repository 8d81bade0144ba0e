using System.Net;
using MedAgg.Web.Kit.Charts;
using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Tests.Kit.Charts;

/// <summary>What a reader without script has.</summary>
public sealed class ChartTests
{
    private static readonly ChartData Data = ChartData.Ranked([new("none", "Нет находок", 60361), new(null, "", 3)], 112104, "", "Не указано");

    [Fact]
    public async Task Title_unit_scope_every_value_and_share_are_in_the_html()
    {
        string html = await RenderAsync(new() { ["Data"] = Data });
        Assert.All(
            new[] { "Баланс меток", "снимки", "n = 112\u202F104", "Нет находок", "60\u202F361", "53,8\u202F%", "Не указано", "<\u202F0,1\u202F%" },
            words => Assert.Contains(words, html, StringComparison.Ordinal));
        Assert.Contains("role=\"img\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_listener_bars_are_buttons_that_say_their_number()
    {
        string html = await RenderAsync(new() { ["Data"] = Data, ["Chosen"] = EventCallback.Factory.Create<ChartChoice>(this, _ => { }) });
        Assert.Contains("aria-label=\"Нет находок: 60\u202F361 из 112\u202F104, 53,8\u202F%\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_data_it_is_busy_with_nothing_it_says_so_and_a_failure_has_a_reference()
    {
        Assert.Contains("aria-busy=\"true\"", await RenderAsync(new() { ["Data"] = null }), StringComparison.Ordinal);
        Assert.Contains("Показывать нечего", await RenderAsync(new() { ["Data"] = ChartData.Ordered([], 0, "") }), StringComparison.Ordinal);
        Assert.Contains("код 8f21c0de", await RenderAsync(new() { ["Data"] = null, ["ErrorReference"] = "8f21c0de" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_label_their_axis_and_keep_unknown_visible_among_many_bins()
    {
        IEnumerable<ChartCount> bins = Enumerable.Range(0, 40).Select(i => new ChartCount($"{i}", $"{i}", i));
        string html = await RenderAsync(new() { ["Kind"] = ChartKind.Columns, ["Data"] = ChartData.Ordered([.. bins, new ChartCount(null, "", 5)], 800, "Не указано") });
        Assert.Contains("<span>Не указано</span>", html, StringComparison.Ordinal);
        Assert.Contains("class=\"grid-line\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pyramid_totals_both_sexes()
    {
        string html = WebUtility.HtmlDecode(await Page.RenderAsync<PyramidChart>("ru", new() { ["Title"] = "Возраст", ["Unit"] = "пациенты", ["Bins"] = new AgeBin[] { new("40-44", 40, 16630, 1), new("90+", 90, 0, 14174) } }));
        Assert.Contains("М · 16\u202F630", html, StringComparison.Ordinal);
        Assert.Contains("Ж · 14\u202F175", html, StringComparison.Ordinal);
    }

    private static async Task<string> RenderAsync(Dictionary<string, object?> parameters) =>
        WebUtility.HtmlDecode(await Page.RenderAsync<Chart>("ru", new(parameters) { ["Title"] = "Баланс меток", ["Unit"] = "снимки" }));
}
