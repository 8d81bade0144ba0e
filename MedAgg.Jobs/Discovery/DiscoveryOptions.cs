using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Discovery;

/// <summary>How outside providers are searched. Section <c>Discovery</c>.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>Datasets wanted of each provider. Default 20.</summary>
    [Range(1, 100)]
    public int Limit { get; set; } = 20;

    /// <summary>Time that one provider gets. Default 20 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long questions and answers are kept. Default 30 days.</summary>
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Zenodo. Default <c>https://zenodo.org</c>.</summary>
    [Required]
    [Url]
    public string Zenodo { get; set; } = "https://zenodo.org";

    /// <summary>Hugging Face. Default <c>https://huggingface.co</c>.</summary>
    [Required]
    [Url]
    public string HuggingFace { get; set; } = "https://huggingface.co";

    /// <summary>Kaggle. Default <c>https://www.kaggle.com</c>.</summary>
    [Required]
    [Url]
    public string Kaggle { get; set; } = "https://www.kaggle.com";

    /// <summary>Imaging Data Commons, interface version 3. Default its public address.</summary>
    [Required]
    [Url]
    public string Idc { get; set; } = "https://api.imaging.datacommons.cancer.gov/v3";

    /// <summary>OpenNeuro. Default <c>https://openneuro.org</c>.</summary>
    [Required]
    [Url]
    public string OpenNeuro { get; set; } = "https://openneuro.org";

    /// <summary>Interface of Figshare. Default <c>https://api.figshare.com</c>.</summary>
    [Required]
    [Url]
    public string Figshare { get; set; } = "https://api.figshare.com";

    /// <summary>The Dataverse that is searched. Default <c>https://dataverse.harvard.edu</c>.</summary>
    [Required]
    [Url]
    public string Dataverse { get; set; } = "https://dataverse.harvard.edu";
}
