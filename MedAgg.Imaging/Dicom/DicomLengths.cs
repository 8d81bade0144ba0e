using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>Judges the length of a value by its VR (PS3.5 sections 6.2 and 7.1.1).</summary>
internal static class DicomLengths
{
    public static void Judge(in DicomHeader header, uint length, bool isPixels, ImagingLimits limits, WarningList warnings)
    {
        if (length > limits.MaxDicomValueBytesNonpixel && !isPixels)
            warnings.Add(Codes.DicomTooLarge, $"Element {DicomTag.Text(header.Tag)} has {length} bytes, more than the limit of {limits.MaxDicomValueBytesNonpixel}; its value was stepped over.");
        int size = DicomVr.NumberSize(header.Vr);
        if (size > 0 && length % size != 0)
            warnings.Add(Codes.DicomMalformed, $"Element {DicomTag.Text(header.Tag)} of VR {DicomVr.Name(header.Vr)} has {length} bytes, which is no multiple of {size}.");
        else if ((length & 1) != 0 && length == header.Length)
            warnings.Add(Codes.DicomMalformed, $"Element {DicomTag.Text(header.Tag)} has an odd length (PS3.5 section 7.1.1).");
    }
}
