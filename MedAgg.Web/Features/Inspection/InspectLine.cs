using System.Text.Json.Serialization;
using MedAgg.Domain.Inspection;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Inspection;
using DomainRefusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Web.Features.Inspection;

/// <summary>One line of <c>inspect --jsonl</c>. Names and meaning are the contract of the command line.</summary>
internal sealed record InspectLine
{
    public required string Path { get; init; }

    public string? Sha256 { get; init; }

    public long Size { get; init; }

    public required string Kind { get; init; }

    public string? Subkind { get; init; }

    public string? Role { get; init; }

    public string? Modality { get; init; }

    public string? Area { get; init; }

    public string? Dimensionality { get; init; }

    public IReadOnlyList<Detection> Detections { get; init; } = [];

    public IReadOnlyList<CodedText> Warnings { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public CodedText? Refusal { get; init; }

    public int? Columns { get; init; }

    public int? Rows { get; init; }

    public int? Slices { get; init; }

    public int? Frames { get; init; }

    public InspectDicom? Dicom { get; init; }

    public InspectNifti? Nifti { get; init; }

    public InspectPixels? Pixels { get; init; }

    public static InspectLine Of(InspectedFile inspected)
    {
        DatasetFile file = inspected.File;
        ImageFact? image = inspected.Image;
        ImageFacts? array = inspected.Reading.Subkind is Imaging.Facts.Subkind.Npy ? inspected.Reading.Facts : null;
        return new()
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Size = file.SizeBytes,
            Kind = file.Kind,
            Subkind = file.Subkind,
            Role = file.Role.ToString().ToLowerInvariant(),
            Modality = image?.Modality,
            Area = image?.Area,
            Dimensionality = image is null ? null : Dimensions.Name(image.Dimensionality),
            Detections = inspected.Detections,
            Warnings = [.. inspected.Reading.Warnings.Select(warning => new CodedText(warning.Code, warning.Message))],
            Refusal = file.RefusalCode is { } code ? new(code, file.RefusalMessage ?? code) : null,
            Columns = image?.Columns ?? array?.Columns,
            Rows = image?.Rows ?? array?.Rows,
            Slices = image?.Slices ?? (array?.Slices > 1 ? array.Slices : null),
            Frames = image?.Frames ?? array?.Frames,
            Dicom = inspected.Reading.Facts is { Dicom: { } dicom } facts ? InspectDicom.Of(facts, dicom) : null,
            Nifti = inspected.Reading.Facts?.Nifti is { } nifti ? InspectNifti.Of(nifti) : null,
        };
    }

    /// <summary>The line of an archive: its own facts with the verdict over its table.</summary>
    public static InspectLine Of(InspectedFile archive, ArchiveTable table)
    {
        InspectLine line = Of(archive);
        DomainRefusal? rejected = table.Verdict == ArchiveVerdict.Reject ? table.Reason : null;
        return line with
        {
            // Packed files are refused where nobody opens them; here somebody does.
            Role = rejected is null ? nameof(FileRole.Other).ToLowerInvariant() : line.Role,
            Refusal = rejected is null ? null : new(rejected.Code, rejected.Message),
            Warnings = [.. line.Warnings, .. table.Notices.Select(notice => new CodedText(notice.Code, notice.Message))],
        };
    }

    public InspectLine WithFields(Reading<IReadOnlyDictionary<string, object>> fields) =>
        fields.IsRead && Dicom is not null ? this with { Dicom = Dicom with { Fields = fields.Value } } : this;

    /// <summary>For people: kind, what it shows, size, path.</summary>
    public string ToText()
    {
        string extent = Columns is { } columns && Rows is { } rows
            ? string.Join('×', new[] { columns, rows, Math.Max(Slices ?? 1, Frames ?? 1) }.Where((n, i) => i < 2 || n > 1))
            : "";
        string facts = string.Join(' ', new[] { Modality, Area, Dimensionality, extent }.Where(fact => !string.IsNullOrEmpty(fact)));
        string refusal = Refusal is { } refused ? $"  {refused.Code}: {refused.Message}" : "";
        string arrays = Warnings.FirstOrDefault(warning => warning.Code == ArrayOverview.Code) is { } overview ? $"  {overview.Message}" : "";
        return $"{Kind,-12} {facts,-40} {Size,12}  {Path}{refusal}{arrays}";
    }
}

/// <summary>A code and its sentence.</summary>
internal sealed record CodedText(string Code, string Message);
