using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Figshare;

/// <summary>Where Figshare is. Section <c>Providers:Figshare</c>.</summary>
public sealed class FigshareOptions
{
    /// <summary>Pages for people. Default <c>https://figshare.com</c>; sites of institutions are below it (<c>https://kcl.figshare.com</c>).</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://figshare.com";

    /// <summary>API. Default <c>https://api.figshare.com/v2</c>.</summary>
    [Required]
    [Url]
    public string ApiUrl { get; set; } = "https://api.figshare.com/v2";

    /// <summary>Where files are given out. Default <c>https://ndownloader.figshare.com</c>.</summary>
    [Required]
    [Url]
    public string DownloadUrl { get; set; } = "https://ndownloader.figshare.com";

    /// <summary>Most articles of one collection. Default 300.</summary>
    [Range(1, 5000)]
    public int MaxArticles { get; set; } = 300;
}
