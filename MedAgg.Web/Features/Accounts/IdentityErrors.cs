using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Puts Identity's error codes beside the field they are about, in the reader's language.</summary>
internal static class IdentityErrors
{
    public static void Tell(FormErrors errors, IReadOnlyList<string> codes, IStringLocalizer<AccountsTexts> texts)
    {
        foreach (string code in codes)
        {
            (string field, string text) = code switch
            {
                nameof(IdentityErrorDescriber.PasswordTooShort) => (FormField.Password, texts.Say("Wrong.PasswordTooShort", AccountRules.PasswordLength)),
                nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => (FormField.Password, texts.Say("Wrong.PasswordUniform", AccountRules.DifferentCharacters)),
                PasswordChange.SamePassword => (FormField.Password, texts["Wrong.PasswordSame"]),
                nameof(IdentityErrorDescriber.PasswordMismatch) => (FormField.CurrentPassword, texts["Wrong.PasswordMismatch"]),
                nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail) => (FormField.Email, texts["Wrong.Taken"]),
                nameof(IdentityErrorDescriber.InvalidUserName) => (FormField.Email, texts["Wrong.Characters"]),
                nameof(IdentityErrorDescriber.InvalidEmail) => (FormField.Email, texts["Wrong.Email"]),
                _ => (FormField.Password, texts.Say("Wrong.Refused", code)),
            };
            errors.Add(field, text);
        }
    }
}
