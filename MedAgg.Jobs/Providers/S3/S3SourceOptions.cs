using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.S3;

/// <summary>Where buckets are when their address does not say. Section <c>Providers:S3</c>.</summary>
public sealed class S3SourceOptions
{
    /// <summary>Store behind <c>s3://bucket/prefix</c>. Default <c>https://s3.amazonaws.com</c>.</summary>
    [Required]
    [Url]
    public string Endpoint { get; set; } = "https://s3.amazonaws.com";

    /// <summary>Region for signing where the store does not name one. Default <c>us-east-1</c>.</summary>
    [Required]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Stores whose HTTPS addresses are read as <c>endpoint/bucket/key</c>, beside those of Amazon and Google. Default none.</summary>
    public IReadOnlyList<string> PathStyleEndpoints { get; set; } = [];

    /// <summary>Most objects of one source. Default 2,000,000.</summary>
    [Range(1, 50_000_000)]
    public int MaxObjects { get; set; } = 2_000_000;
}
