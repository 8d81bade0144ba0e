using MedAgg.Domain.Teams;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Lets a person in by user name or e-mail address and password.</summary>
public sealed class SignIn(SignInManager<User> signIn, UserManager<User> users)
{
    /// <returns>What happened; a wrong name and a wrong password look the same.</returns>
    public async Task<SignInOutcome> TryAsync(HttpContext context, string name, string password, bool isRemembered, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        User? user = await users.FindByNameAsync(name) ?? await users.FindByEmailAsync(name);
        if (user is null)
        {
            // The same work as for a wrong password, so that the time does not tell which names exist.
            users.PasswordHasher.VerifyHashedPassword(new User(), DecoyHash, password);
            return SignInOutcome.Wrong;
        }

        SignInResult result = await signIn.PasswordSignInAsync(user, password, isRemembered, lockoutOnFailure: true);
        if (result.IsLockedOut)
            return SignInOutcome.Locked;
        if (!result.Succeeded)
            return SignInOutcome.Wrong;

        if (Language.IsKnown(user.Language))
            Culture.Keep(context, user.Language!);
        if (Preferences.IsTheme(user.Theme))
            context.Response.Cookies.Append(Preferences.ThemeCookie, user.Theme!, Preferences.CookieOptions);
        return user.MustChangePassword ? SignInOutcome.MustChangePassword : SignInOutcome.Done;
    }

    private static string DecoyHash { get; } = new PasswordHasher<User>().HashPassword(new User(), "a decoy that nobody types");
}
