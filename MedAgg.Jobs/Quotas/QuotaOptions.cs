using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Quotas;

/// <summary>What a team may keep and do at once. Section <c>Quotas</c>; <c>Quotas:Teams:NAME:…</c> gives one team other numbers.</summary>
public sealed class QuotaOptions
{
    /// <summary>Bytes of all published versions of a team, unpacked. Default 2 TiB.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 2L << 40;

    /// <summary>Files of all published versions of a team. Default 20,000,000.</summary>
    [Range(0, long.MaxValue)]
    public long MaxFiles { get; set; } = 20_000_000;

    /// <summary>Ingestions of a team that are queued or run at once. Default 50.</summary>
    [Range(0, 100_000)]
    public int MaxUnfinished { get; set; } = 50;

    /// <summary>Numbers of single teams, by the team's name; what is not named there is as for all.</summary>
    public Dictionary<string, TeamLimits> Teams { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers of one team.</summary>
    public QuotaLimits Of(string team)
    {
        TeamLimits? own = Teams.GetValueOrDefault(team);
        return new(own?.MaxBytes ?? MaxBytes, own?.MaxFiles ?? MaxFiles, own?.MaxUnfinished ?? MaxUnfinished);
    }
}

/// <summary>Numbers of one team; null is as for all.</summary>
public sealed class TeamLimits
{
    [Range(0, long.MaxValue)]
    public long? MaxBytes { get; set; }

    [Range(0, long.MaxValue)]
    public long? MaxFiles { get; set; }

    [Range(0, 100_000)]
    public int? MaxUnfinished { get; set; }
}

/// <summary>The limits that hold for a team.</summary>
/// <param name="Bytes">Of published versions, unpacked.</param>
/// <param name="Files">Of published versions.</param>
/// <param name="Unfinished">Ingestions that are queued or run.</param>
public sealed record QuotaLimits(long Bytes, long Files, int Unfinished);
