using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace MedAgg.Web.Localisation;

/// <summary>Who decides the language, in this order: the address, the visitor's cookie, the account, the browser; else English.</summary>
public static class Culture
{
    /// <summary>Claim of the sign-in cookie that carries the account's language.</summary>
    public const string LanguageClaim = "medagg:language";

    private const string SettledKey = "medagg-language";

    private static readonly CookieRequestCultureProvider Cookie = new() { CookieName = Preferences.LanguageCookie };

    public static void Configure(RequestLocalizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CultureInfo[] cultures = [.. Language.All.Select(CultureInfo.GetCultureInfo)];
        options.DefaultRequestCulture = new RequestCulture(Language.English);
        options.SupportedCultures = cultures;
        options.SupportedUICultures = cultures;
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(FromFirstPass),
            new QueryStringRequestCultureProvider(),
            Cookie,
            new CustomRequestCultureProvider(FromAccount),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    /// <summary>Keeps a language in the visitor's cookie for a year.</summary>
    public static void Keep(HttpContext context, string language)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Cookies.Append(
            Preferences.LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), Preferences.CookieOptions);
    }

    /// <summary>Remembers the language of a request for the page that replaces a failed one: that page runs without the address.</summary>
    public static void Settle(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[SettledKey] = Language.Current;
    }

    private static Task<ProviderCultureResult?> FromFirstPass(HttpContext context) =>
        Task.FromResult(context.Items[SettledKey] is string language ? new ProviderCultureResult(language) : null);

    private static Task<ProviderCultureResult?> FromAccount(HttpContext context) =>
        Task.FromResult(context.User.FindFirst(LanguageClaim)?.Value is { } language ? new ProviderCultureResult(language) : null);
}
