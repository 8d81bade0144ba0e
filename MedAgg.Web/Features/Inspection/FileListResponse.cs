namespace MedAgg.Web.Features.Inspection;

/// <summary>The answer of <c>/api/datasets/{slug}/versions/{n}/files</c>.</summary>
/// <param name="Total">Files that pass the filter.</param>
public sealed record FileListResponse(long Total, IReadOnlyList<FileResponse> Files)
{
    internal static FileListResponse Of(FileList list) => new(list.Total, [.. list.Rows.Select(FileResponse.Of)]);
}

/// <param name="Path">Below the source, with <c>/</c>; archive entries as <c>a.zip!/b.dcm</c>.</param>
/// <param name="Role"><c>image</c>, <c>table</c>, <c>document</c>, <c>other</c> or <c>refused</c>.</param>
/// <param name="Kind">Kind by content.</param>
/// <param name="Bytes">Unpacked size.</param>
/// <param name="Sha256">Of the unpacked bytes; null when they could not be read.</param>
/// <param name="Columns">Pixels along x.</param>
/// <param name="Rows">Pixels along y.</param>
/// <param name="Planes">Slices or frames; null for one.</param>
/// <param name="Modality">Taxonomy id.</param>
public sealed record FileResponse(
    long Id, string Path, string Role, string Kind, long Bytes, string? Sha256, int? Columns, int? Rows, int? Planes, string? Modality, string? RefusalCode, string? RefusalMessage)
{
    internal static FileResponse Of(FileRow file) => new(
        file.Id, file.Path, file.Role.ToString().ToLowerInvariant(), file.Kind, file.SizeBytes, file.Sha256, file.Columns, file.Rows, file.Planes, file.Modality, file.RefusalCode, file.RefusalMessage);
}
