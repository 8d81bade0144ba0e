using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>Where GitHub is. Section <c>Providers:GitHub</c>.</summary>
public sealed class GitHubOptions
{
    /// <summary>Site. Default <c>https://github.com</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://github.com";

    /// <summary>API. Default <c>https://api.github.com</c>.</summary>
    [Required]
    [Url]
    public string ApiUrl { get; set; } = "https://api.github.com";

    /// <summary>Files of a commit. Default <c>https://raw.githubusercontent.com</c>.</summary>
    [Required]
    [Url]
    public string RawUrl { get; set; } = "https://raw.githubusercontent.com";

    /// <summary>Files that Git LFS keeps. Default <c>https://media.githubusercontent.com/media</c>.</summary>
    [Required]
    [Url]
    public string MediaUrl { get; set; } = "https://media.githubusercontent.com/media";

    /// <summary>Most files that are fetched one by one, each with its checksum; more come as one archive of the commit. Default 1000.</summary>
    [Range(1, 100_000)]
    public int MaxSeparateFiles { get; set; } = 1000;

    /// <summary>Most LFS pointers that are read to know the true sizes before anything is fetched. Default 500.</summary>
    [Range(0, 10_000)]
    public int MaxPointers { get; set; } = 500;

    /// <summary>Most folders that are asked one by one when the tree is too large for one answer. Default 40: without a token GitHub answers 60 questions an hour.</summary>
    [Range(0, 5000)]
    public int MaxFolders { get; set; } = 40;
}
