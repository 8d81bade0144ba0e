using MedAgg.Domain.Teams;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Makes an account for a visitor and signs it in.</summary>
public sealed class Registration(UserManager<User> users, SignInManager<User> signIn, TimeProvider clock)
{
    /// <returns>Identity's error codes, none when the account stands.</returns>
    public async Task<IReadOnlyList<string>> TryAsync(string email, string displayName, string password, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await users.FindByEmailAsync(email) is not null)
            return [nameof(IdentityErrorDescriber.DuplicateUserName)];

        User user = new()
        {
            UserName = email,
            Email = email,
            DisplayName = displayName,
            Language = Language.Current,
            CreatedAt = clock.GetUtcNow(),
        };
        IdentityResult result = await users.CreateAsync(user, password);
        if (!result.Succeeded)
            return [.. result.Errors.Select(error => error.Code)];

        await signIn.SignInAsync(user, isPersistent: false);
        return [];
    }
}
