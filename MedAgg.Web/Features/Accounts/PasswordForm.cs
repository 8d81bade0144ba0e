namespace MedAgg.Web.Features.Accounts;

/// <summary>What the password page posts.</summary>
public sealed class PasswordForm
{
    public string Current { get; set; } = "";

    public string Wanted { get; set; } = "";
}
