using System.ComponentModel.DataAnnotations;
using MedAgg.Domain.Teams;

namespace MedAgg.Jobs.Quotas;

/// <summary>What a team may keep and do at once. Section <c>Quotas</c>; <c>Quotas:Teams:NAME:…</c> gives one team other numbers, and what an administrator sets on the page goes before both.</summary>
public sealed class QuotaOptions
{
    /// <summary>Bytes of all published versions of a team, unpacked. Default 2 TiB.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 2L << 40;

    /// <summary>Files of all published versions of a team. Default 20,000,000.</summary>
    [Range(0, long.MaxValue)]
    public long MaxFiles { get; set; } = 20_000_000;

    /// <summary>Datasets of a team with a published version. Default 10,000.</summary>
    [Range(0, int.MaxValue)]
    public int MaxDatasets { get; set; } = 10_000;

    /// <summary>Ingestions of a team that are queued, run or paused at once. Default 50.</summary>
    [Range(0, 100_000)]
    public int MaxUnfinished { get; set; } = 50;

    /// <summary>Numbers of single teams, by the team's name; what is not named there is as for all.</summary>
    public Dictionary<string, TeamNumbers> Teams { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers of one team.</summary>
    /// <param name="team">Its name.</param>
    /// <param name="set">What an administrator has set; null for nothing.</param>
    public QuotaLimits Of(string team, TeamLimits? set)
    {
        TeamNumbers? own = Teams.GetValueOrDefault(team);
        return new(
            set?.MaxBytes ?? own?.MaxBytes ?? MaxBytes,
            set?.MaxFiles ?? own?.MaxFiles ?? MaxFiles,
            set?.MaxDatasets ?? own?.MaxDatasets ?? MaxDatasets,
            set?.MaxUnfinished ?? own?.MaxUnfinished ?? MaxUnfinished);
    }
}

/// <summary>Numbers of one team; null is as for all.</summary>
public sealed class TeamNumbers
{
    [Range(0, long.MaxValue)]
    public long? MaxBytes { get; set; }

    [Range(0, long.MaxValue)]
    public long? MaxFiles { get; set; }

    [Range(0, int.MaxValue)]
    public int? MaxDatasets { get; set; }

    [Range(0, 100_000)]
    public int? MaxUnfinished { get; set; }
}

/// <summary>The limits that hold for a team.</summary>
/// <param name="Bytes">Of published versions, unpacked, and of what is being fetched.</param>
/// <param name="Files">Of published versions and of what is being fetched.</param>
/// <param name="Datasets">With a published version.</param>
/// <param name="Unfinished">Ingestions that are queued, run or paused.</param>
public sealed record QuotaLimits(long Bytes, long Files, int Datasets, int Unfinished);
