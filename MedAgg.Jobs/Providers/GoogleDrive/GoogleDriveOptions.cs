using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.GoogleDrive;

/// <summary>Where shared files of Google Drive are. Section <c>Providers:GoogleDrive</c>.</summary>
public sealed class GoogleDriveOptions
{
    /// <summary>Links that people share. Default <c>https://drive.google.com</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://drive.google.com";

    /// <summary>Host that sends files. Default <c>https://drive.usercontent.google.com</c>.</summary>
    [Required]
    [Url]
    public string ContentUrl { get; set; } = "https://drive.usercontent.google.com";

    /// <summary>Documents that are no files until they are exported. Default <c>https://docs.google.com</c>.</summary>
    [Required]
    [Url]
    public string DocumentsUrl { get; set; } = "https://docs.google.com";
}
