namespace MedAgg.Web.Features.Accounts;

/// <summary>What the sign-in page posts.</summary>
public sealed class SignInForm
{
    public string Login { get; set; } = "";

    public string Password { get; set; } = "";

    public bool IsRemembered { get; set; }
}
