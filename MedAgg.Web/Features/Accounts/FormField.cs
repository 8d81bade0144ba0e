namespace MedAgg.Web.Features.Accounts;

/// <summary>Ids of the controls on the account pages.</summary>
internal static class FormField
{
    public const string Login = "login";
    public const string Email = "email";
    public const string Name = "name";
    public const string Password = "password";
    public const string CurrentPassword = "current-password";
}
