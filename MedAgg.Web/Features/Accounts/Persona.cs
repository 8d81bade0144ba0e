using System.Security.Claims;

namespace MedAgg.Web.Features.Accounts;

/// <summary>What the sign-in cookie tells about a person beside Identity's own claims.</summary>
public static class Persona
{
    public const string NameClaim = "medagg:name";
    public const string MustChangePasswordClaim = "medagg:must-change-password";

    /// <summary>The name to show; the user name where none was given, empty for nobody.</summary>
    public static string DisplayName(this ClaimsPrincipal person) =>
        person.FindFirstValue(NameClaim) is { Length: > 0 } name ? name : person.Identity?.Name ?? "";

    /// <summary>The account's id; null for nobody.</summary>
    public static Guid? Id(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out Guid id) ? id : null;

    /// <summary>Whether the password was given by an administrator and must be replaced before anything else.</summary>
    public static bool MustChangePassword(this ClaimsPrincipal person) => person.HasClaim(claim => claim.Type == MustChangePasswordClaim);
}
