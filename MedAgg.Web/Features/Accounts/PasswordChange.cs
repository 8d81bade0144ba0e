using System.Security.Claims;
using MedAgg.Domain.Teams;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Replaces the password of the person who is signed in; other sessions of the account end.</summary>
public sealed class PasswordChange(UserManager<User> users, SignInManager<User> signIn)
{
    /// <returns>Identity's error codes, none when the password is replaced.</returns>
    public async Task<IReadOnlyList<string>> TryAsync(ClaimsPrincipal person, string current, string wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        User user = await users.GetUserAsync(person) ?? throw new InvalidOperationException("The account of the cookie is gone.");
        if (current == wanted)
            return [SamePassword];

        IdentityResult result = await users.ChangePasswordAsync(user, current, wanted);
        if (!result.Succeeded)
            return [.. result.Errors.Select(error => error.Code)];

        if (user.MustChangePassword)
        {
            user.MustChangePassword = false;
            await users.UpdateAsync(user);
        }

        await signIn.RefreshSignInAsync(user);
        return [];
    }

    public const string SamePassword = "SamePassword";
}
