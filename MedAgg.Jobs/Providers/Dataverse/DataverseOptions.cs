using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>Which Dataverse a bare DOI leads to. Pages of any Dataverse are known by their form. Section <c>Providers:Dataverse</c>.</summary>
public sealed class DataverseOptions
{
    /// <summary>Dataverse of the DOIs with <see cref="DoiPrefix"/>. Default <c>https://dataverse.harvard.edu</c>.</summary>
    [Required]
    [Url]
    public string BaseUrl { get; set; } = "https://dataverse.harvard.edu";

    /// <summary>Begin of the DOIs that <see cref="BaseUrl"/> has given. Default <c>10.7910/dvn/</c>.</summary>
    [Required]
    public string DoiPrefix { get; set; } = "10.7910/dvn/";

    /// <summary>Most restricted files about which it is asked, one by one, whether the stored key opens them; further ones are left out and said so. Default 500.</summary>
    [Range(0, 10_000)]
    public int MaxAsked { get; set; } = 500;
}
