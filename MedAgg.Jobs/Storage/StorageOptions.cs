using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Storage;

/// <summary>Where blobs and unfinished work lie. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the blob store, used when <see cref="S3"/> is not set. Default <c>data/blobs</c>.</summary>
    [Required]
    public string Folder { get; set; } = Path.Combine("data", "blobs");

    /// <summary>Folder for unfinished downloads and unpacked wrappers, one folder an ingestion. Best on the disk of <see cref="Folder"/>. Default <c>data/work</c>.</summary>
    [Required]
    public string WorkFolder { get; set; } = Path.Combine("data", "work");

    /// <summary>An S3-compatible store; null for the folder.</summary>
    public S3Options? S3 { get; set; }
}
