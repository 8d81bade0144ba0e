using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Quotas;

/// <summary>What a team has, and what it may have.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Team">Its name.</param>
/// <param name="Bytes">Bytes of its published versions, unpacked.</param>
/// <param name="Files">Files of them.</param>
/// <param name="Datasets">Datasets with such a version.</param>
/// <param name="Unfinished">Its ingestions that are queued, run or paused.</param>
/// <param name="Limits">What it may have.</param>
public sealed record TeamQuota(long TeamId, string Team, long Bytes, long Files, int Datasets, int Unfinished, QuotaLimits Limits)
{
    public const string BytesCode = "QUOTA_BYTES";
    public const string FilesCode = "QUOTA_FILES";
    public const string DatasetsCode = "QUOTA_DATASETS";
    public const string JobsCode = "QUOTA_JOBS";

    /// <summary>Bytes that sources of unfinished ingestions state: room that is spoken for.</summary>
    public long PendingBytes { get; init; }

    /// <summary>Files that they list.</summary>
    public long PendingFiles { get; init; }

    /// <summary>What an administrator has set and why; null where the settings of the site hold.</summary>
    public QuotaReason? Reason { get; init; }

    /// <summary>Why the team may not begin another ingestion; null when it may.</summary>
    /// <param name="isNew">Whether the source is none that the team has taken in already: a new version makes no new dataset.</param>
    public Refusal? JudgeStart(bool isNew) =>
        Unfinished >= Limits.Unfinished ? new(JobsCode, $"{Unfinished} ingestions of team {Team} are not finished; {Limits.Unfinished} may be open at once.")
        : Bytes >= Limits.Bytes ? new(BytesCode, $"Team {Team} keeps {ByteSize.Say(Bytes)}; its limit is {ByteSize.Say(Limits.Bytes)}.")
        : Files >= Limits.Files ? new(FilesCode, $"Team {Team} keeps {Files} files; its limit is {Limits.Files}.")
        : isNew && Datasets >= Limits.Datasets ? new(DatasetsCode, $"Team {Team} has {Datasets} datasets; its limit is {Limits.Datasets}.")
        : null;

    /// <summary>Why a source of that size is not fetched for the team; null when there is room.</summary>
    /// <param name="bytes">Bytes that the source states.</param>
    /// <param name="files">Files that it lists.</param>
    public Refusal? JudgeSource(long bytes, long files) =>
        bytes > Limits.Bytes - Bytes - PendingBytes ? new(BytesCode, $"The source has {ByteSize.Say(bytes)}; team {Team} keeps {ByteSize.Say(Bytes)} of {ByteSize.Say(Limits.Bytes)}{Spoken(PendingBytes, ByteSize.Say(PendingBytes))}.")
        : files > Limits.Files - Files - PendingFiles ? new(FilesCode, $"The source lists {files} files; team {Team} keeps {Files} of {Limits.Files}{Spoken(PendingFiles, $"{PendingFiles}")}.")
        : null;

    private static string Spoken(long pending, string said) => pending == 0 ? "" : $", and {said} more are being fetched";
}

/// <summary>Why a team has numbers of its own.</summary>
/// <param name="Text">The administrator's sentence.</param>
/// <param name="By">Name of the administrator; null for the terminal.</param>
/// <param name="At">When they were set.</param>
/// <param name="Bytes">Null where the settings of the site hold.</param>
/// <param name="Files">Null where the settings of the site hold.</param>
/// <param name="Datasets">Null where the settings of the site hold.</param>
/// <param name="Unfinished">Null where the settings of the site hold.</param>
public sealed record QuotaReason(string Text, string? By, DateTimeOffset At, long? Bytes, long? Files, int? Datasets, int? Unfinished);
