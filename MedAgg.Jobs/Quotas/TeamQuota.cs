using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Quotas;

/// <summary>What a team has, and what it may have.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Team">Its name.</param>
/// <param name="Bytes">Bytes of its published versions, unpacked.</param>
/// <param name="Files">Files of them.</param>
/// <param name="Unfinished">Its ingestions that are queued or run.</param>
/// <param name="Limits">What it may have.</param>
public sealed record TeamQuota(long TeamId, string Team, long Bytes, long Files, int Unfinished, QuotaLimits Limits)
{
    public const string BytesCode = "QUOTA_BYTES";
    public const string FilesCode = "QUOTA_FILES";
    public const string JobsCode = "QUOTA_JOBS";

    /// <summary>Why the team may not begin another ingestion; null when it may.</summary>
    public Refusal? JudgeStart() =>
        Unfinished >= Limits.Unfinished ? new(JobsCode, $"{Unfinished} ingestions of team {Team} are not finished; {Limits.Unfinished} may be open at once.")
        : Bytes >= Limits.Bytes ? new(BytesCode, $"Team {Team} keeps {Bytes} bytes; its limit is {Limits.Bytes}.")
        : Files >= Limits.Files ? new(FilesCode, $"Team {Team} keeps {Files} files; its limit is {Limits.Files}.")
        : null;

    /// <summary>Why a source of that size is not fetched for the team; null when there is room.</summary>
    /// <param name="bytes">Bytes that the source states.</param>
    /// <param name="files">Files that it lists.</param>
    public Refusal? JudgeSource(long bytes, long files) =>
        bytes > Limits.Bytes - Bytes ? new(BytesCode, $"The source has {bytes} bytes; team {Team} keeps {Bytes} of {Limits.Bytes}.")
        : files > Limits.Files - Files ? new(FilesCode, $"The source lists {files} files; team {Team} keeps {Files} of {Limits.Files}.")
        : null;
}
