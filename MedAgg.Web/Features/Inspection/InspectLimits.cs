using System.Text.Json;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Tables;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Inspection;

/// <summary>What images, archives and tables may ask of this machine while they are inspected.</summary>
internal sealed record InspectLimits
{
    public ImagingLimits Imaging { get; init; } = ImagingLimits.Default;

    public ArchiveLimits Archives { get; init; } = new();

    public TableLimits Tables { get; init; } = TableLimits.Default;

    /// <summary>Reads a limits file: each kind of limits takes its own names.</summary>
    public static InspectLimits Read(string json) => new()
    {
        Imaging = JsonSerializer.Deserialize<ImagingLimits>(json, JsonOutput.Options) ?? ImagingLimits.Default,
        Archives = ArchiveLimits.Read(json),
        Tables = TableLimits.Read(json),
    };
}
