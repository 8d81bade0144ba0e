using MedAgg.Domain.Inspection;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>What inspection says of one file, before it has a version to belong to.</summary>
/// <param name="File">Manifest line with version 0 and no place.</param>
/// <param name="Image">Image facts with version and file 0; null when the file is no image.</param>
/// <param name="Reading">What the reader said, for output that goes deeper than the catalogue.</param>
/// <param name="Detections">All candidates, the chosen ones among them.</param>
public sealed record InspectedFile(DatasetFile File, ImageFact? Image, FileReading Reading, IReadOnlyList<Detection> Detections);
