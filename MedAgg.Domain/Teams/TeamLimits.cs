namespace MedAgg.Domain.Teams;

/// <summary>What an administrator has set for one team; a number that is null is as for all teams.</summary>
public sealed class TeamLimits
{
    private TeamLimits()
    {
    }

    public TeamLimits(long teamId) => TeamId = teamId;

    public long TeamId { get; private set; }

    /// <summary>Bytes of all published versions, unpacked.</summary>
    public long? MaxBytes { get; private set; }

    /// <summary>Files of all published versions.</summary>
    public long? MaxFiles { get; private set; }

    /// <summary>Datasets with a published version.</summary>
    public int? MaxDatasets { get; private set; }

    /// <summary>Ingestions that are not finished.</summary>
    public int? MaxUnfinished { get; private set; }

    /// <summary>Why they were set so, in the administrator's words.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Account that set them; null for the terminal.</summary>
    public Guid? SetBy { get; private set; }

    public DateTimeOffset SetAt { get; private set; }

    public uint RowVersion { get; private set; }

    /// <summary>Sets all numbers at once.</summary>
    /// <param name="bytes">Null as for all.</param>
    /// <param name="files">Null as for all.</param>
    /// <param name="datasets">Null as for all.</param>
    /// <param name="unfinished">Null as for all.</param>
    /// <param name="reason">One sentence.</param>
    /// <param name="by">Account; null for the terminal.</param>
    /// <param name="now">When.</param>
    public void Set(long? bytes, long? files, int? datasets, int? unfinished, string reason, Guid? by, DateTimeOffset now)
    {
        (MaxBytes, MaxFiles, MaxDatasets, MaxUnfinished) = (bytes, files, datasets, unfinished);
        (Reason, SetBy, SetAt) = (reason, by, now);
    }
}
