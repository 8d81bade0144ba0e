using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Where the cancer imaging archives are and how politely they are asked. Section <c>Providers:Tcia</c>.</summary>
public sealed class TciaOptions
{
    /// <summary>Interface of the Imaging Data Commons, asked first. Default its public address.</summary>
    [Required]
    public string IdcApi { get; set; } = "https://api.imaging.datacommons.cancer.gov/v3/";

    /// <summary>Where the public buckets of IDC are at AWS. Default <c>https://s3.amazonaws.com/</c>.</summary>
    [Required]
    public string Buckets { get; set; } = "https://s3.amazonaws.com/";

    /// <summary>Where the same buckets are at Google, asked when AWS does not give a file; empty for nowhere. Default <c>https://storage.googleapis.com/</c>.</summary>
    public string MirrorBuckets { get; set; } = "https://storage.googleapis.com/";

    /// <summary>Interface of NBIA, asked for what IDC does not have. Default its public address.</summary>
    [Required]
    public string Nbia { get; set; } = "https://services.cancerimagingarchive.net/nbia-api/services/";

    /// <summary>Interface of the pages of TCIA. Default its public address.</summary>
    [Required]
    public string Pages { get; set; } = "https://cancerimagingarchive.net/api/v2/";

    /// <summary>Bucket folders listed at once. Default 8.</summary>
    [Range(1, 64)]
    public int ParallelListings { get; set; } = 8;

    /// <summary>Series that NBIA packs for us at once. Default 2, as its own program does.</summary>
    [Range(1, 10)]
    public int ParallelSeries { get; set; } = 2;

    /// <summary>Pause between two requests to NBIA. Default 500 ms, as its own program does.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries for a series whose ZIP came incomplete. Default 3.</summary>
    [Range(1, 10)]
    public int SeriesAttempts { get; set; } = 3;

    /// <summary>Most series in one ingestion. Default 200,000.</summary>
    [Range(1, 2_000_000)]
    public int MaxSeries { get; set; } = 200_000;
}
