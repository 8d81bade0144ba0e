namespace MedAgg.Web.Features.Accounts;

/// <summary>What the profile page posts; an empty language or theme follows the browser.</summary>
public sealed class ProfileForm
{
    public string Name { get; set; } = "";

    public string? Language { get; set; }

    public string? Theme { get; set; }
}
