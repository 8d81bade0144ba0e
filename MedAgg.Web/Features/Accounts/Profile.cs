using System.Security.Claims;
using MedAgg.Domain.Teams;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Changes what an account keeps about its person, and the cookie with it.</summary>
public sealed class Profile(UserManager<User> users, SignInManager<User> signIn)
{
    public const int NameLength = 120;

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
