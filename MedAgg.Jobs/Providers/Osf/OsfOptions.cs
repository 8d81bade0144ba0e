using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Osf;

/// <summary>Where the Open Science Framework is. Section <c>Providers:Osf</c>.</summary>
public sealed class OsfOptions
{
    /// <summary>Site. Default <c>https://osf.io</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://osf.io";

    /// <summary>Interface. Default <c>https://api.osf.io</c>.</summary>
    [Required]
    [Url]
    public string ApiUrl { get; set; } = "https://api.osf.io";

    /// <summary>Most pages of listings of one project. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; set; } = 10_000;
}
