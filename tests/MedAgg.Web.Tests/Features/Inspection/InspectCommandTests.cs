using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using MedAgg.Imaging.Dicom;

namespace MedAgg.Web.Tests.Features.Inspection;

/// <summary><c>medagg inspect</c> as scripts use it.</summary>
public sealed class InspectCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medagg-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Facts_fields_and_pixels_of_a_slice_are_one_json_line()
    {
        string file = Write("ct.dcm", Slice());
        Terminal run = Terminal.Run("inspect", "--jsonl", "--pixels", file);
        JsonElement line = Assert.Single(run.Lines);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(file, Text(line, "path"));
        Assert.Equal(Hash(File.ReadAllBytes(file)), Text(line, "sha256"));
        Assert.Equal(new FileInfo(file).Length, line.GetProperty("size").GetInt64());
        Assert.Equal(("dicom", "2d"), (Text(line, "kind"), Text(line, "dimensionality")));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("refusal").ValueKind);
        JsonElement dicom = line.GetProperty("dicom");
        Assert.Equal("1.2.840.10008.1.2.1", Text(dicom, "transfer_syntax"));
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", Text(dicom, "sop_class"));
        Assert.Equal(18, dicom.GetProperty("top_level_elements").GetInt32());
        JsonElement fields = dicom.GetProperty("fields");
        Assert.Equal("Иванов^Пётр", Text(fields, "PatientName"));
        Assert.Equal([0.5, 0.25], fields.GetProperty("PixelSpacing").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(3, fields.GetProperty("Rows").GetInt32());
        Assert.Equal("", Text(fields, "StudyDescription"));
        Assert.False(fields.TryGetProperty("SeriesDescription", out _));
        JsonElement pixels = line.GetProperty("pixels");
        Assert.Equal([3, 4], pixels.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal(("uint16", 0, 11), (Text(pixels, "dtype"), pixels.GetProperty("min").GetDouble(), pixels.GetProperty("max").GetDouble()));
        Assert.Equal(Hash(Values()), Text(pixels, "sha256"));
    }

    [Fact]
    public void Folders_and_archives_give_a_line_for_each_file_in_them()
    {
        Write("b/ct.dcm", Slice());
        string zip = Path.Combine(_folder.FullName, "a.zip");
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry("in/ct.dcm").Open();
            entry.Write(Slice());
        }

        IReadOnlyList<JsonElement> lines = Terminal.Run("inspect", "--jsonl", "--jobs", "2", _folder.FullName).Lines;
        Assert.Equal([zip, $"{zip}!/in/ct.dcm", Path.Combine(_folder.FullName, "b/ct.dcm")], lines.Select(line => Text(line, "path")));
        Assert.Equal(["archive.zip", "dicom", "dicom"], lines.Select(line => Text(line, "kind")));
        Assert.Equal(Text(lines[2], "sha256"), Text(lines[1], "sha256"));
    }

    [Fact]
    public void Arrays_in_a_zip_are_told_with_their_parts_and_no_archive_that_was_opened_is_refused()
    {
        byte[] head = System.Text.Encoding.ASCII.GetBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 6, 5), }\n");
        byte[] array = [0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, 0, .. head, .. Enumerable.Range(0, 60).Select(i => (byte)i)];
        using MemoryStream npz = new();
        using (ZipArchive archive = new(npz, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("train_images.npy").Open();
            entry.Write(array);
        }

        string zip = Path.Combine(_folder.FullName, "a.zip");
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry("toy.npz").Open();
            entry.Write(npz.ToArray());
        }

        string bare = Write("toy.npz", npz.ToArray());
        IReadOnlyList<JsonElement> lines = Terminal.Run("inspect", "--jsonl", "--pixels", zip, bare).Lines;

        Assert.Equal([zip, $"{zip}!/toy.npz!/train_images.npy", bare, $"{bare}!/train_images.npy"], lines.Select(line => Text(line, "path")));
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Null, line.GetProperty("refusal").ValueKind));
        Assert.Equal(["archive.zip", "other", "other", "other"], lines.Select(line => Text(line, "kind")));
        Assert.Equal(("npz", "npy"), (Text(lines[2], "subkind"), Text(lines[3], "subkind")));
        Assert.Contains("2 images (train 2 without labels)", lines[2].GetProperty("warnings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal([2, 6, 5], lines[3].GetProperty("pixels").GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal(Hash([.. Enumerable.Range(0, 60).Select(i => (byte)i)]), Text(lines[3].GetProperty("pixels"), "sha256"));
    }

    [Fact]
    public void Missing_path_is_refused_with_its_code_first()
    {
        Terminal run = Terminal.Run("inspect", "--jsonl", Path.Combine(_folder.FullName, "nothing.dcm"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("PATH_NOT_FOUND: ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "--nonsense", ".")]
    public void Wrong_usage_ends_with_two(params string[] arguments) => Assert.Equal(2, Terminal.Run(arguments).ExitCode);

    [Fact]
    public void Damaged_file_is_a_refusal_in_its_line_and_no_failure_of_the_command()
    {
        Terminal run = Terminal.Run("inspect", "--jsonl", Write("a.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0]));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("IMAGE_CORRUPT", Text(Assert.Single(run.Lines).GetProperty("refusal"), "code"));
    }

    [Fact]
    public void Machine_without_decoder_refuses_pixels_and_names_the_transfer_syntax()
    {
        const string JpegLossless = "1.2.840.10008.1.2.4.70";
        string file = Write("jpeg.dcm", Bytes(Picture().Fragments(JpegLossless, [[0xFF, 0xD8, 0xFF, 0xD9]])));
        Terminal run = Terminal.Run(_folder.FullName, ["inspect", "--jsonl", "--pixels", file]);
        Assert.Equal(0, run.ExitCode);
        JsonElement refusal = Assert.Single(run.Lines).GetProperty("pixels").GetProperty("refusal");
        Assert.Equal("TRANSFER_SYNTAX_UNSUPPORTED", Text(refusal, "code"));
        Assert.Contains(JpegLossless, Text(refusal, "message"), StringComparison.Ordinal);
        Assert.Contains("gdcmconv, which is not installed", Text(refusal, "message"), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Values() => [.. Enumerable.Range(0, 12).SelectMany(i => (byte[])[(byte)i, 0])];

    private static byte[] Slice() => Bytes(Picture());

    private static DicomWriter Picture() => new DicomWriter()
        .Text("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2").Text("SOPInstanceUID", "2.25.1").Text("Modality", "CT").Text("PatientName", "Иванов^Пётр").Text("PatientID", "P1")
        .Text("StudyDescription", "").Text("PhotometricInterpretation", "MONOCHROME2").Text("SeriesInstanceUID", "2.25.3").Number("SamplesPerPixel", 1).Number("Rows", 3).Number("Columns", 4)
        .Number("BitsAllocated", 16).Number("BitsStored", 12).Number("HighBit", 11).Number("PixelRepresentation", 0).Number("PixelSpacing", 0.5, 0.25).Pixels(Values(), areWords: true);

    private static byte[] Bytes(DicomWriter writer)
    {
        using MemoryStream stream = new();
        writer.Write(stream);
        return stream.ToArray();
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
