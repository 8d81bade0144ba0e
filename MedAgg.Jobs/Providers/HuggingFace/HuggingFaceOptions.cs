using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.HuggingFace;

/// <summary>Where the hub is. Section <c>Providers:HuggingFace</c>.</summary>
public sealed class HuggingFaceOptions
{
    /// <summary>Site and API. Default <c>https://huggingface.co</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://huggingface.co";

    /// <summary>Most files of one dataset. Default 1,000,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxFiles { get; set; } = 1_000_000;
}
