namespace MedAgg.Web.Features.Accounts;

/// <summary>What the sign-up page posts.</summary>
public sealed class SignUpForm
{
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Password { get; set; } = "";
}
