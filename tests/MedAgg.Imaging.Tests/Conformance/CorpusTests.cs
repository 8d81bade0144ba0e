using System.Globalization;
using System.Text.Json;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Tests.Conformance;

/// <summary>The readers against the oracle of 734 real and derived files.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly string[] TextFields =
    [
        "Modality", "BodyPartExamined", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "PatientID", "PatientSex", "PatientAge", "Manufacturer", "PhotometricInterpretation",
        "StudyDate", "SeriesDescription", "StudyDescription", "ProtocolName", "ViewPosition", "Laterality", "PatientName",
    ];

    private static readonly string[] NumberFields =
    [
        "Rows", "Columns", "NumberOfFrames", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel", "PlanarConfiguration", "PixelSpacing", "ImagerPixelSpacing",
        "SliceThickness", "SpacingBetweenSlices", "ImagePositionPatient", "ImageOrientationPatient", "RescaleSlope", "RescaleIntercept", "WindowCenter", "WindowWidth", "InstanceNumber",
    ];

    /// <summary>The file ends inside its pixel data; the oracle's reader drops the element that has begun, this one keeps it and warns (PS3.5 section 7.1: the element's head is whole).</summary>
    private static readonly HashSet<string> Disputed = ["pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm"];

    [Fact]
    public void Kind_of_every_file_is_the_oracle_s()
    {
        List<string> wrong = [];
        int count = 0;
        foreach ((JsonElement line, FileReading reading, _) in Corpus())
        {
            count++;
            if (reading.Kind.Name() != line.GetProperty("kind").GetString())
                wrong.Add($"{line.GetProperty("path")}: {reading.Kind.Name()} {reading.Subkind}, oracle {line.GetProperty("kind")}");
        }
        Report(wrong);
        Assert.Equal(734, count);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Header_fields_of_every_dicom_file_are_the_oracle_s()
    {
        List<string> wrong = [];
        int opened = 0;
        foreach ((JsonElement line, FileReading reading, string file) in Corpus())
        {
            string path = line.GetProperty("path").GetString()!;
            if (line.GetProperty("kind").GetString() != "dicom" || path.StartsWith("derived/damage/", StringComparison.Ordinal))
                continue;
            opened += reading.IsRead ? 1 : 0;
            if (Disputed.Contains(path))
                continue;
            if (!reading.IsRead)
            {
                wrong.Add($"{path}: {reading.Refusal}");
                continue;
            }
            using ByteSource source = ByteSource.Open(file);
            IReadOnlyDictionary<string, object> fields = ImageReaders.ReadDicomFields(source, reading, ImagingLimits.Default, CancellationToken.None).Value!;
            Compare(wrong, path, "transfer_syntax", Text(line, "transfer_syntax"), reading.Facts!.TransferSyntax);
            Compare(wrong, path, "sop_class", Text(line, "sop_class"), reading.Facts.Dicom!.SopClassUid);
            Compare(wrong, path, "top_level_elements", Text(line, "top_level_elements"), reading.Facts.Dicom.TopLevelElements.ToString(CultureInfo.InvariantCulture));
            Compare(wrong, path, "private_elements", Text(line, "private_elements"), reading.Facts.Dicom.PrivateElements.ToString(CultureInfo.InvariantCulture));
            Compare(wrong, path, "has_pixel_data", Text(line, "has_pixel_data"), reading.Facts.Dicom.HasPixelData.ToString());
            foreach (string field in TextFields)
                Compare(wrong, path, field, Expected(line, field), Plain(fields.GetValueOrDefault(field)));
            foreach (string field in NumberFields)
                Compare(wrong, path, field, Text(line, field), Plain(fields.GetValueOrDefault(field)));
        }
        Report(wrong);
        Assert.Empty(wrong);
        Assert.Equal(485, opened); // as many as pydicom opens
    }

    internal static IEnumerable<(JsonElement Line, FileReading Reading, string File)> Corpus()
    {
        string root = SharedData.Folder("corpus");
        foreach (JsonElement line in SharedData.Lines(Path.Combine(root, "oracle.jsonl")))
        {
            string file = Path.Combine(root, line.GetProperty("path").GetString()!);
            using ByteSource source = ByteSource.Open(file);
            yield return (line, ImageReaders.Inspect(source, file, ImagingLimits.Default, SharedData.Siblings(file), CancellationToken.None), file);
        }
    }

    /// <summary>Where text is undeclared 8-bit, the oracle's reader shows Latin-1 and its truth shows what was written; the product guesses and says so.</summary>
    private static string? Expected(JsonElement line, string field)
    {
        bool isUndeclared = line.TryGetProperty("truth", out JsonElement truth) && truth.ValueKind == JsonValueKind.Object && truth.TryGetProperty("declared", out JsonElement declared) && declared.ValueKind == JsonValueKind.Null;
        string? key = field switch { "PatientName" => "patient_name", "StudyDescription" => "study_description", _ => null };
        return isUndeclared && key is not null ? Text(truth, key)?.TrimEnd() : Text(line, field);
    }

    private static void Compare(List<string> wrong, string path, string field, string? expected, string? actual)
    {
        if ((expected ?? "") != (actual ?? "") && !SameNumber(expected, actual))
            wrong.Add($"{path} {field}: \"{actual}\", oracle \"{expected}\"");
    }

    private static bool SameNumber(string? expected, string? actual)
    {
        string[] left = (expected ?? "").Split('\\');
        string[] right = (actual ?? "").Split('\\');
        return left.Length == right.Length && left.Zip(right).All(p =>
            double.TryParse(p.First, CultureInfo.InvariantCulture, out double a) && double.TryParse(p.Second, CultureInfo.InvariantCulture, out double b) && Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a)));
    }

    private static string? Plain(object? value) => value switch
    {
        null => null,
        string text => text,
        IEnumerable<object> list => string.Join('\\', list.Select(Plain)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string? Text(JsonElement line, string name) => !line.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => string.Join('\\', value.EnumerateArray().Select(v => v.ToString())),
        _ => value.ToString(),
    };

    private void Report(List<string> wrong)
    {
        foreach (string line in wrong.Take(200))
            output.WriteLine(line);
    }
}
