using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>How far folders on a web server are followed. Section <c>Providers:Page</c>.</summary>
public sealed class PageOptions
{
    /// <summary>Most files of one listing with all below it. Default 200,000.</summary>
    [Range(1, 5_000_000)]
    public int MaxFiles { get; set; } = 200_000;

    /// <summary>Most folders asked. Default 5000.</summary>
    [Range(1, 100_000)]
    public int MaxFolders { get; set; } = 5000;

    /// <summary>Folders inside folders. Default 12.</summary>
    [Range(1, 64)]
    public int MaxDepth { get; set; } = 12;

    /// <summary>Most files whose size is asked for one by one, where the listing rounds it. Default 100.</summary>
    [Range(0, 10_000)]
    public int MaxSizeQuestions { get; set; } = 100;

    /// <summary>Most links of a page that is no listing. Default 500.</summary>
    [Range(1, 10_000)]
    public int MaxLinks { get; set; } = 500;
}
