using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Kaggle;

/// <summary>Where Kaggle is. Section <c>Providers:Kaggle</c>.</summary>
public sealed class KaggleOptions
{
    /// <summary>Site; the API is below <c>/api/v1</c>. Default <c>https://www.kaggle.com</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://www.kaggle.com";

    /// <summary>Most files that are listed of one dataset. Default 200,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxFiles { get; set; } = 200_000;
}
