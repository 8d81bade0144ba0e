using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Providers.ServerPath;

/// <summary>What may be read from the server's own disks. Section <c>ServerPaths</c>.</summary>
public sealed class ServerPathOptions
{
    /// <summary>Folders below which files may be read; empty for anywhere. Who may name a path at all is decided where it is asked. Default empty.</summary>
    public IReadOnlyList<string> Roots { get; set; } = [];

    /// <summary>Most files in one folder tree. Default 5,000,000.</summary>
    [Range(1, 100_000_000)]
    public int MaxFiles { get; set; } = 5_000_000;
}
