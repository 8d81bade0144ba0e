using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Deidentification;

/// <summary>Writes a DICOM file again without the identity of its patient (PS3.15 annex E, Basic Application Level Confidentiality Profile, and stricter).</summary>
/// <remarks>
/// Explicit little endian whatever the original was; compressed frames stay as they are, bit by bit. Attributes of type 2 are present and empty. The preamble is empty (PS3.10 section 7.5). The method is
/// recorded in (0012,0062), (0012,0063), (0012,0064) and (0028,0303). Pixels are not looked at: <see cref="DeidentificationOptions.KeepsBurnedIn"/>.
/// </remarks>
public static class DeidentifiedCopy
{
    private static readonly string[] Emptied = ["PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "StudyID"];

    /// <summary>Writes the copy, or says why not; nothing was written then.</summary>
    /// <param name="source">The bytes that were inspected.</param>
    /// <param name="reading">What was read of them.</param>
    /// <param name="options">Pseudonym and key.</param>
    /// <param name="output">Receives a part 10 file.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between blocks of pixels.</param>
    /// <exception cref="ArgumentException">The key is shorter than 16 bytes, or the pseudonym is none.</exception>
    public static Refusal? Write(ByteSource source, FileReading reading, DeidentificationOptions options, Stream output, ImagingLimits limits, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Key.Length, 16, nameof(options));
        if (options.Pseudonym.Length is 0 or > 64 || !Ascii.IsValid(options.Pseudonym) || options.Pseudonym.Contains('\\', StringComparison.Ordinal))
            throw new ArgumentException("The pseudonym is no ASCII text of 1 to 64 characters.", nameof(options));
        if (reading.Kind != FileKind.Dicom || !reading.IsRead)
            return reading.Refusal ?? new Refusal(Codes.DicomMalformed, "The file is no DICOM file that can be copied.");
        if (reading.Facts!.Dicom!.BurnedInAnnotation == "YES" && !options.KeepsBurnedIn)
            return new Refusal(Codes.DicomBurnedIn, "The file says that an identity is burned into its pixels; no copy without identity is made of it.");
        using ByteWindow window = new(source);
        if (DicomStart.Find(window) is not { } start)
            return new Refusal(Codes.DicomMalformed, "The file is no DICOM file.");
        using DicomFile file = DicomReader.Open(window, start, limits, cancellationToken);
        if (file.Set.Refusal is { } refusal)
            return refusal;
        if (!file.Set.TryFind(DicomTag.SopClassUid, out _) || !file.Set.TryFind(DicomTag.SopInstanceUid, out _))
            return new Refusal(Codes.DicomMalformed, "The file names no SOP class or instance, which a copy must have.");
        ElementCopier copier = new(file, new UidMap(options.Key), output, limits, cancellationToken);
        copier.Write(Replacements(options), reading.Facts);
        return null;
    }

    private static DicomWriter Replacements(DeidentificationOptions options)
    {
        DicomWriter writer = new DicomWriter()
            .Text("PatientName", options.Pseudonym)
            .Text("PatientID", options.Pseudonym)
            .Text("PatientIdentityRemoved", "YES")
            .Text("DeidentificationMethod", "MedAgg: list of kept elements")
            .Text("LongitudinalTemporalInformationModified", "REMOVED")
            .Item("DeidentificationMethodCodeSequence", new DicomWriter()
                .Text("CodeValue", "113100").Text("CodingSchemeDesignator", "DCM").Text("CodeMeaning", "Basic Application Confidentiality Profile"));
        foreach (string keyword in Emptied)
            writer.Text(keyword, "");
        return writer;
    }
}
