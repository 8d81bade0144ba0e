using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Collections;

/// <summary>The manifest of a collection: one row an image, columns as the export design has them, unknown is an empty cell.</summary>
internal sealed class MetadataTable(TextWriter text, IReadOnlyList<string> labelNames)
{
    private static readonly string[] Before =
    [
        "item_id", "path", "sha256", "bytes", "dataset", "dataset_version", "source_url", "licence", "patient_key", "study_key", "series_key", "instance_no", "modality",
        "body_part", "laterality", "view", "dim", "rows", "cols", "slices", "frames", "spacing_x", "spacing_y", "spacing_z", "bits", "age_years", "sex", "manufacturer",
    ];

    private static readonly string[] After = ["label_source", "split", "fold", "original_path"];

    private readonly CsvWriter _csv = new(text);

    public async Task WriteHeaderAsync(CancellationToken cancellationToken)
    {
        foreach (string name in (string[])[.. Before, .. labelNames.Select(label => $"label_{label}"), .. After])
            _csv.Cell(name);
        await _csv.EndRowAsync(cancellationToken);
    }

    /// <param name="chosen">The image.</param>
    /// <param name="name">Its path in the archive.</param>
    public async Task WriteAsync(ChosenImage chosen, string name, CancellationToken cancellationToken)
    {
        ImageFact image = chosen.Image;
        _csv.Cell(ItemId(chosen));
        _csv.Cell(name);
        _csv.Cell(chosen.File.Sha256);
        _csv.Cell(chosen.File.SizeBytes);
        _csv.Cell(chosen.Source.Source.Dataset);
        _csv.Cell((long?)chosen.Source.Source.Version);
        _csv.Cell(chosen.Source.Pinned.SourceUrl);
        _csv.Cell(chosen.Source.Pinned.Licence);
        _csv.Cell(image.PatientKey);
        _csv.Cell(image.StudyKey);
        _csv.Cell(image.SeriesKey);
        _csv.Cell((long?)image.InstanceNumber);
        _csv.Cell(image.ModalityRaw ?? image.Modality);
        _csv.Cell(image.AreaRaw ?? image.Area);
        _csv.Cell(image.Laterality);
        _csv.Cell(image.View);
        _csv.Cell(image.Dimensionality is Dimensionality.Unknown ? "" : Dimensions.Name(image.Dimensionality));
        _csv.Cell((long?)image.Rows);
        _csv.Cell((long?)image.Columns);
        _csv.Cell((long?)image.Slices);
        _csv.Cell((long?)image.Frames);
        _csv.Cell(image.SpacingColumnMm); // x runs along a row: from column to column
        _csv.Cell(image.SpacingRowMm);
        _csv.Cell(image.SpacingSliceMm);
        _csv.Cell((long?)image.BitsStored);
        _csv.Cell(image.AgeYears);
        _csv.Cell(image.Sex);
        _csv.Cell(image.Manufacturer);
        foreach (string label in labelNames)
            _csv.Cell(string.Join(';', ValuesOf(image, label)));
        _csv.Cell(string.Join(';', SourcesOf(image)));
        _csv.Cell(image.Split);
        _csv.Cell("");
        _csv.Cell(chosen.File.Path);
        await _csv.EndRowAsync(cancellationToken);
    }

    /// <summary>The names of an image's labels.</summary>
    public static IEnumerable<string> NamesOf(ImageFact image) => image.Labels.Select(label => label[..Math.Max(0, label.IndexOf('=', StringComparison.Ordinal))]);

    private static IEnumerable<string> ValuesOf(ImageFact image, string name) =>
        image.Labels.Where(label => label.StartsWith(name + "=", StringComparison.Ordinal)).Select(label => label[(name.Length + 1)..]);

    private static IEnumerable<string> SourcesOf(ImageFact image) =>
        Findings.FromJson(image.EvidenceJson).Where(detection => detection.What == "label").Select(detection => detection.Rule.StartsWith("table", StringComparison.Ordinal) ? "table" : "folder").Distinct();

    // The same image of the same version has the same id in every collection.
    private static string ItemId(ChosenImage chosen) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{chosen.Source.Source.Dataset}\n{chosen.Source.Source.Version}\n{chosen.File.Path}"))))[..16];
}
