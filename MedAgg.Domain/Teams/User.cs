using Microsoft.AspNetCore.Identity;

namespace MedAgg.Domain.Teams;

/// <summary>An account.</summary>
public sealed class User : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>Interface language, <c>ru</c> or <c>en</c>; null follows the browser.</summary>
    public string? Language { get; set; }

    /// <summary><c>light</c> or <c>dark</c>; null follows the browser.</summary>
    public string? Theme { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whether the password was given by an administrator and must be changed at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }
}
