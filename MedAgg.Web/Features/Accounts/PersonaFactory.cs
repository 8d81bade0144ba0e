using System.Security.Claims;
using MedAgg.Domain.Teams;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Writes name, language and the duty to change the password into the sign-in cookie.</summary>
internal sealed class PersonaFactory(UserManager<User> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, IdentityRole<Guid>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        ClaimsIdentity identity = await base.GenerateClaimsAsync(user);
        if (user.DisplayName.Length > 0)
            identity.AddClaim(new Claim(Persona.NameClaim, user.DisplayName));
        if (Language.IsKnown(user.Language))
            identity.AddClaim(new Claim(Culture.LanguageClaim, user.Language!));
        if (user.MustChangePassword)
            identity.AddClaim(new Claim(Persona.MustChangePasswordClaim, "true"));
        return identity;
    }
}
