using System.ComponentModel.DataAnnotations;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Memory of dashboards. Section <c>Dashboards</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>Images of one version held in memory; of larger versions every n-th is taken and the screen says so. About 100 bytes each. Default 3,000,000.</summary>
    [Range(1000, 20_000_000)]
    public int MaxRows { get; set; } = 3_000_000;

    /// <summary>Images of all versions held in memory; the version that was looked at longest ago leaves first. Default 6,000,000.</summary>
    [Range(1000, 100_000_000)]
    public int MaxCachedRows { get; set; } = 6_000_000;

    /// <summary>Least time between two readings of a version that still grows, in seconds. Default 1.</summary>
    [Range(1, 3600)]
    public int RereadSeconds { get; set; } = 1;
}
