using MedAgg.Domain.Teams;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Posts of the page header: sign-out, language, theme. Forms, guarded by antiforgery tokens.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/sign-out", SignOutAsync);
        app.MapPost("/preferences/language", ChooseLanguageAsync);
        app.MapPost("/preferences/theme", ChooseThemeAsync);
    }

    // Bound from a form so that the antiforgery check applies.
    private static async Task<RedirectHttpResult> SignOutAsync([FromForm] string? back, SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(ReturnAddress.Safe(back));
    }

    private static async Task<RedirectHttpResult> ChooseLanguageAsync(
        [FromForm] string language, [FromForm] string? back, HttpContext context, Profile profile, CancellationToken cancellationToken)
    {
        if (Language.IsKnown(language))
        {
            Culture.Keep(context, language);
            await profile.KeepAsync(context.User, user => user.Language = language, cancellationToken);
        }

        return TypedResults.LocalRedirect(ReturnAddress.WithoutCulture(ReturnAddress.Safe(back)));
    }

    private static async Task<RedirectHttpResult> ChooseThemeAsync(
        [FromForm] string theme, [FromForm] string? back, HttpContext context, Profile profile, CancellationToken cancellationToken)
    {
        if (Preferences.IsTheme(theme))
        {
            context.Response.Cookies.Append(Preferences.ThemeCookie, theme, Preferences.CookieOptions);
            await profile.KeepAsync(context.User, user => user.Theme = theme, cancellationToken);
        }

        return TypedResults.LocalRedirect(ReturnAddress.Safe(back));
    }
}
