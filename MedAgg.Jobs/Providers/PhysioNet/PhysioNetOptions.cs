using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.PhysioNet;

/// <summary>Where PhysioNet is. Section <c>Providers:PhysioNet</c>.</summary>
public sealed class PhysioNetOptions
{
    /// <summary>Site, files and interface. Default <c>https://physionet.org</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://physionet.org";

    /// <summary>Public bucket with the open projects, asked when the site does not give a file; empty for none. Default <c>https://physionet-open.s3.amazonaws.com</c>.</summary>
    public string Mirror { get; set; } = "https://physionet-open.s3.amazonaws.com";
}
