using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Storage;

/// <summary>An S3-compatible object store. Section <c>Storage:S3</c>.</summary>
public sealed class S3Options
{
    /// <summary>Address of the store, for example <c>https://s3.eu-central-1.amazonaws.com</c>.</summary>
    [Required]
    public string Endpoint { get; set; } = "";

    [Required]
    public string Bucket { get; set; } = "";

    /// <summary>Begin of every key, for example <c>medagg/</c>. Default empty.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Region that signatures name. Default <c>us-east-1</c>, which most compatible stores accept.</summary>
    [Required]
    public string Region { get; set; } = "us-east-1";

    [Required]
    public string AccessKey { get; set; } = "";

    [Required]
    public string SecretKey { get; set; } = "";

    /// <summary>
    /// Sends the trailing checksums of the newer protocol. Default off: AWS takes both, other stores fail on them or store the framing.
    /// </summary>
    public bool TrailingChecksums { get; set; }

    /// <summary>Most bytes asked for at once while a blob is read in order. Default 4 MiB.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int ReadAheadBytes { get; set; } = 4 * 1024 * 1024;
}
