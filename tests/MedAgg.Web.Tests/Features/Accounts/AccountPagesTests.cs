using System.Net;

namespace MedAgg.Web.Tests.Features.Accounts;

/// <summary>The account pages over real Kestrel and PostgreSQL, as a browser without script uses them.</summary>
public sealed class AccountPagesTests(Site site) : IClassFixture<Site>
{
    private const string Password = "four words make sense";

    [Theory]
    [InlineData("en", "Sign in")]
    [InlineData("ru", "Вход")]
    public async Task The_page_speaks_the_browsers_language(string language, string title)
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/account/sign-in", language);
        Assert.Contains($"<h1 tabindex=\"-1\">{title}</h1>", browser.Html, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\"", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_in_the_address_stays_for_the_next_page()
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/account/sign-in?culture=ru");
        await browser.GetAsync("/account/sign-up");
        Assert.Contains("<html lang=\"ru\"", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_fields_are_told_beside_themselves()
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/account/sign-up");
        await browser.SubmitAsync("/account/sign-up", ("Form.Name", ""), ("Form.Email", "not an address"), ("Form.Password", "short"));

        Assert.Contains("id=\"name-error\"", browser.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"email-error\"", browser.Html, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"name-error name-hint\"", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"short\"", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_up_is_in_and_out_again_and_is_asked_for_a_sign_in()
    {
        using Browser browser = site.Open();
        await SignUpAsync(browser, "anna@example.org");
        await browser.GetAsync("/account");
        Assert.Contains("anna@example.org", browser.Html, StringComparison.Ordinal);

        await browser.SubmitAsync("/account/sign-out");
        await browser.GetAsync("/account");
        Assert.Equal("/account/sign-in?returnUrl=%2Faccount", browser.LeadsTo);
    }

    [Fact]
    public async Task An_address_is_taken_once()
    {
        using Browser first = site.Open();
        using Browser second = site.Open();
        await SignUpAsync(first, "taken@example.org");
        await second.GetAsync("/account/sign-up");
        await second.SubmitAsync("/account/sign-up", ("Form.Name", "B"), ("Form.Email", "TAKEN@example.org"), ("Form.Password", Password));
        Assert.Contains("There is an account with this address already.", second.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_one_time_password_opens_nothing_but_its_replacement()
    {
        string once = await site.AddUserAsync("olga");
        using Browser browser = site.Open();
        await SignInAsync(browser, "olga", once);
        Assert.StartsWith("/account/password", browser.LeadsTo, StringComparison.Ordinal);

        await browser.GetAsync("/not-found");
        Assert.StartsWith("/account/password", browser.LeadsTo, StringComparison.Ordinal);

        await browser.GetAsync("/account/password");
        await browser.SubmitAsync("/account/password", ("Form.Current", once), ("Form.Wanted", Password));
        await browser.GetAsync("/account?done=password");
        Assert.Contains("The password is changed.", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        string once = await site.AddUserAsync("petr");
        using Browser browser = site.Open();
        for (var i = 0; i < 5; i++)
            await SignInAsync(browser, "petr", "wrong");
        await SignInAsync(browser, "petr", once);
        Assert.Contains("The account is locked for 15 minutes.", browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_look_the_same()
    {
        await site.AddUserAsync("vera");
        using Browser browser = site.Open();
        await SignInAsync(browser, "vera", "wrong");
        string known = browser.Html;
        await SignInAsync(browser, "nobody", "wrong");
        Assert.Contains("Name or password is wrong.", known, StringComparison.Ordinal);
        Assert.Contains("Name or password is wrong.", browser.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/sign-out")]
    [InlineData("/preferences/language")]
    [InlineData("/preferences/theme")]
    [InlineData("/account/sign-in")]
    public async Task A_post_without_the_pages_token_is_refused(string address)
    {
        using Browser browser = site.Open();
        await browser.SubmitAsync(address, ("language", "ru"), ("theme", "dark"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    [Fact]
    public async Task A_chosen_language_and_theme_follow_the_account_into_another_browser()
    {
        using Browser here = site.Open();
        await SignUpAsync(here, "moves@example.org");
        await here.GetAsync("/account");
        await here.SubmitAsync("/account", ("Form.Name", "Moves"), ("Form.Language", "ru"), ("Form.Theme", "dark"));

        using Browser there = site.Open();
        await SignInAsync(there, "moves@example.org", Password);
        await there.GetAsync("/account");
        Assert.Contains("<html lang=\"ru\" data-theme=\"dark\"", there.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "There is no such page")]
    [InlineData("ru", "Такой страницы нет")]
    public async Task An_unknown_address_is_a_404_in_the_readers_language(string language, string title)
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/no/such/thing", language);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Contains(title, browser.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kit_is_for_development_only()
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/kit");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private static async Task SignUpAsync(Browser browser, string email)
    {
        await browser.GetAsync("/account/sign-up");
        await browser.SubmitAsync("/account/sign-up", ("Form.Name", "Anna"), ("Form.Email", email), ("Form.Password", Password));
        Assert.Equal("/", browser.LeadsTo);
    }

    private static async Task SignInAsync(Browser browser, string name, string password)
    {
        await browser.GetAsync("/account/sign-in");
        await browser.SubmitAsync("/account/sign-in", ("Form.Login", name), ("Form.Password", password));
    }
}
