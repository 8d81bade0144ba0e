using System.Net.Mail;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Accounts;

/// <summary>What the account forms check before Identity does.</summary>
internal static class FormRules
{
    private const int EmailLength = 256; // Identity's column

    public static void CheckName(string name, FormErrors errors, IStringLocalizer<AccountsTexts> texts)
    {
        if (string.IsNullOrWhiteSpace(name))
            errors.Add(FormField.Name, texts["Wrong.Required"]);
        else if (name.Trim().Length > Profile.NameLength)
            errors.Add(FormField.Name, texts.Say("Wrong.TooLong", Profile.NameLength));
    }

    public static void CheckEmail(string email, FormErrors errors, IStringLocalizer<AccountsTexts> texts)
    {
        string address = email.Trim();
        if (address.Length == 0)
            errors.Add(FormField.Email, texts["Wrong.Required"]);
        else if (address.Length > EmailLength)
            errors.Add(FormField.Email, texts.Say("Wrong.TooLong", EmailLength));
        else if (!MailAddress.TryCreate(address, out MailAddress? parsed) || parsed.Address != address || !parsed.Host.Contains('.', StringComparison.Ordinal))
            errors.Add(FormField.Email, texts["Wrong.Email"]);
    }
}
