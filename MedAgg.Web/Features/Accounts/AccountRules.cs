using Microsoft.AspNetCore.Identity;

namespace MedAgg.Web.Features.Accounts;

/// <summary>The rules of accounts: length beats character classes (NIST SP 800-63B), five wrong passwords lock for a quarter of an hour.</summary>
public static class AccountRules
{
    public const int PasswordLength = 10;
    public const int DifferentCharacters = 4;
    public const int LockoutMinutes = 15;
    public const int RememberedDays = 14;

    public static void Apply(IdentityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Password.RequiredLength = PasswordLength;
        options.Password.RequiredUniqueChars = DifferentCharacters;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.User.RequireUniqueEmail = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(LockoutMinutes);
        options.Lockout.AllowedForNewUsers = true;
    }
}
