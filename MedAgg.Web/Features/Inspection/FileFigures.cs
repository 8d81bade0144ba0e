using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Counts of all files of a version.</summary>
/// <param name="Groups">Files by role, kind and refusal code.</param>
/// <param name="DuplicateGroups">Contents that more than one file has.</param>
/// <param name="DuplicateFiles">Files in those groups.</param>
/// <param name="DuplicateBytes">Bytes that would be saved if each content stood once.</param>
public sealed record FileFigures(IReadOnlyList<FileGroup> Groups, long DuplicateGroups, long DuplicateFiles, long DuplicateBytes)
{
    public long Files => Groups.Sum(group => group.Count);

    public long Bytes => Groups.Sum(group => group.Bytes);

    public long Of(FileRole role) => Groups.Where(group => group.Role == role).Sum(group => group.Count);
}

/// <param name="Role">What the files are for.</param>
/// <param name="Kind">Kind by content.</param>
/// <param name="RefusalCode">Why they were refused; null when they were not.</param>
/// <param name="Count">Files.</param>
/// <param name="Bytes">Their unpacked bytes.</param>
public sealed record FileGroup(FileRole Role, string Kind, string? RefusalCode, long Count, long Bytes);
