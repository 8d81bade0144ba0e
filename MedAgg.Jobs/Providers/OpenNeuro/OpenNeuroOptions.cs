using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.OpenNeuro;

/// <summary>Where OpenNeuro is. Section <c>Providers:OpenNeuro</c>.</summary>
public sealed class OpenNeuroOptions
{
    /// <summary>Site and interface. Default <c>https://openneuro.org</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://openneuro.org";

    /// <summary>Most folders of one dataset. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxFolders { get; set; } = 100_000;

    /// <summary>Folders asked for in one request. Default 40.</summary>
    [Range(1, 200)]
    public int FoldersAtOnce { get; set; } = 40;
}
