using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Tests.Kit;

public sealed class PartsTests
{
    [Theory]
    [InlineData(IngestionStatus.Running, "en", "progress", "refresh", "In progress")]
    [InlineData(IngestionStatus.Failed, "ru", "failed", "error", "Ошибка")]
    [InlineData(IngestionStatus.Succeeded, "ru", "ready", "check", "Готово")]
    public async Task A_state_is_icon_word_and_colour(IngestionStatus status, string language, string tone, string icon, string word)
    {
        string html = await Page.RenderAsync<IngestionBadge>(language, new() { ["Status"] = status });
        Assert.Contains($"badge {tone}", html, StringComparison.Ordinal);
        Assert.Contains($">{icon}</span>", html, StringComparison.Ordinal);
        Assert.Contains(word, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_licence_class_has_words_in_both_languages()
    {
        foreach (LicenceClass licence in Enum.GetValues<LicenceClass>())
        {
            foreach (string language in Language.All)
                Assert.DoesNotContain("LicenceClass.", await Page.RenderAsync<LicenceBadge>(language, new() { ["Class"] = licence }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_chip_that_excludes_says_so_in_words_and_names_what_it_removes()
    {
        string html = System.Net.WebUtility.HtmlDecode(await Page.RenderAsync<Chip>("ru", new() { ["Caption"] = "возраст", ["Value"] = "> 100", ["IsExcluded"] = true, ["CloseHref"] = "/x" }));
        Assert.Contains("кроме возраст", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Убрать условие: кроме возраст > 100\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fields_error_is_tied_to_its_control()
    {
        string html = await Page.RenderAsync<Field>("en", new()
        {
            ["Id"] = "n",
            ["Name"] = "Patients",
            ["Error"] = "Enter a number.",
            ["Hint"] = "Whole.",
            ["ChildContent"] = (RenderFragment)(builder => builder.AddMarkupContent(0, "<input id=n>")),
        });
        Assert.Contains("for=\"n\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"n-error\"", html, StringComparison.Ordinal);
        Assert.Equal("n-error n-hint", Field.DescribedBy("n", hasError: true, hasHint: true));
    }

    [Fact]
    public async Task A_card_that_fails_shows_a_reference_and_not_the_exception()
    {
        string html = await Page.RenderAsync<Card>("en", new() { ["Title"] = "Sizes", ["ChildContent"] = (RenderFragment)(_ => throw new InvalidOperationException("secret cause")) });
        Assert.Contains("This part could not be shown", html, StringComparison.Ordinal);
        Assert.Matches("ref [0-9a-f]{8}", html);
        Assert.DoesNotContain("secret cause", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.641, "aria-valuenow=\"64.1\"")]
    [InlineData(7.0, "aria-valuenow=\"100\"")]
    [InlineData(null, "unsure")]
    public async Task Progress_tells_its_value_or_that_it_has_none(double? share, string expected) =>
        Assert.Contains(expected, await Page.RenderAsync<ProgressLine>("ru", new() { ["Share"] = share, ["Label"] = "x" }), StringComparison.Ordinal);
}
