using System.Security.Cryptography;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Teams;
using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>What an administrator does with accounts: the first one, new ones, one-time passwords.</summary>
public sealed class AccountAdministration(UserManager<User> users, RoleManager<IdentityRole<Guid>> roles, TimeProvider clock)
{
    public const string FirstUserName = "admin";

    /// <summary>
    /// Makes the first administrator, and gives a new one-time password as long as nobody has used one.
    /// </summary>
    /// <returns>The one-time password; null when an administrator has chosen a password already.</returns>
    public async Task<string?> EnsureFirstAsync(CancellationToken cancellationToken)
    {
        if (!await roles.RoleExistsAsync(RoleName.Administrator))
            Demand(await roles.CreateAsync(new(RoleName.Administrator)));

        IList<User> administrators = await users.GetUsersInRoleAsync(RoleName.Administrator);
        if (administrators.Any(user => !user.MustChangePassword))
            return null;

        return administrators.Any(user => user.UserName == FirstUserName)
            ? await ResetAsync(FirstUserName, cancellationToken)
            : await AddAsync(FirstUserName, isAdministrator: true, cancellationToken);
    }

    /// <summary>Makes an account.</summary>
    /// <returns>Its one-time password.</returns>
    /// <exception cref="RefusedException"><c>ACCOUNT_REFUSED</c>: the name is taken or not allowed.</exception>
    public async Task<string> AddAsync(string name, bool isAdministrator, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (isAdministrator && !await roles.RoleExistsAsync(RoleName.Administrator))
            Demand(await roles.CreateAsync(new(RoleName.Administrator)));

        string password = NewPassword();
        User user = new()
        {
            UserName = name,
            Email = name.Contains('@', StringComparison.Ordinal) ? name : null,
            DisplayName = name,
            CreatedAt = clock.GetUtcNow(),
            MustChangePassword = true,
        };
        Demand(await users.CreateAsync(user, password));
        if (isAdministrator)
            Demand(await users.AddToRoleAsync(user, RoleName.Administrator));
        return password;
    }

    /// <summary>Replaces an account's password by a one-time one and lifts a lockout.</summary>
    /// <returns>The new password, to be handed over once.</returns>
    /// <exception cref="RefusedException"><c>ACCOUNT_UNKNOWN</c></exception>
    public async Task<string> ResetAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        User user = await users.FindByNameAsync(name) ?? await users.FindByEmailAsync(name)
            ?? throw new RefusedException("ACCOUNT_UNKNOWN", $"There is no account \"{name}\".");
        string password = NewPassword();
        Demand(await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password));
        user.MustChangePassword = true;
        Demand(await users.UpdateAsync(user));
        Demand(await users.SetLockoutEndDateAsync(user, null));
        return password;
    }

    // Four groups of five letters and digits without look-alikes: about 98 bits.
    private static string NewPassword()
    {
        const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
        return string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new RefusedException("ACCOUNT_REFUSED", string.Join(" ", result.Errors.Select(error => error.Description)));
    }
}
