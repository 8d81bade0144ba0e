using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Zenodo;

/// <summary>Where Zenodo is. Section <c>Providers:Zenodo</c>.</summary>
public sealed class ZenodoOptions
{
    /// <summary>Site and API. Default <c>https://zenodo.org</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://zenodo.org";
}
