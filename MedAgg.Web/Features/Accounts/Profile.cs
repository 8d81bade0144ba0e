using System.Security.Claims;
using MedAgg.Domain.Teams;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Changes what an account keeps about its person, and the cookie with it.</summary>
public sealed class Profile(UserManager<User> users, SignInManager<User> signIn)
{
    public const int NameLength = 120;

    /// <summary>Saves the profile page: into the account, and into the cookies of this browser.</summary>
    public async Task SaveAsync(HttpContext context, ProfileForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(form);
        string? language = Language.IsKnown(form.Language) ? form.Language : null;
        string? theme = Preferences.IsTheme(form.Theme) ? form.Theme : null;
        await KeepAsync(context.User, user => (user.DisplayName, user.Language, user.Theme) = (form.Name.Trim(), language, theme), cancellationToken);

        if (language is null)
            context.Response.Cookies.Delete(Preferences.LanguageCookie);
        else
            Culture.Keep(context, language);
        if (theme is null)
            context.Response.Cookies.Delete(Preferences.ThemeCookie);
        else
            context.Response.Cookies.Append(Preferences.ThemeCookie, theme, Preferences.CookieOptions);
    }

    /// <summary>Does nothing for a visitor without an account.</summary>
    public async Task KeepAsync(ClaimsPrincipal person, Action<User> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        cancellationToken.ThrowIfCancellationRequested();
        if (await users.GetUserAsync(person) is not { } user)
            return;

        change(user);
        IdentityResult result = await users.UpdateAsync(user);
        if (result.Succeeded)
            await signIn.RefreshSignInAsync(user);
    }
}
