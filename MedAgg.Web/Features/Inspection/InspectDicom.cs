using MedAgg.Imaging.Facts;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The <c>dicom</c> part of a line.</summary>
internal sealed record InspectDicom
{
    public string? TransferSyntax { get; init; }

    public string? SopClass { get; init; }

    public int TopLevelElements { get; init; }

    /// <summary>Keyword → value for every public element outside sequences and bulk data.</summary>
    public IReadOnlyDictionary<string, object> Fields { get; init; } = new Dictionary<string, object>();

    public static InspectDicom Of(ImageFacts facts, DicomFacts dicom) => new()
    {
        TransferSyntax = facts.TransferSyntax,
        SopClass = dicom.SopClassUid,
        TopLevelElements = dicom.TopLevelElements,
    };
}
