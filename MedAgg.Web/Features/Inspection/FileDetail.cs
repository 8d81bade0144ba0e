using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Everything that is known of one file.</summary>
/// <param name="File">Its line of the manifest.</param>
/// <param name="Image">Its facts; null when it is no image.</param>
public sealed record FileDetail(FileRow File, ImageFact? Image, IReadOnlyList<string> Warnings);
