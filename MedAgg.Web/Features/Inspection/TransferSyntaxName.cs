namespace MedAgg.Web.Features.Inspection;

/// <summary>Names of DICOM transfer syntaxes (PS3.6 annex A), short enough for a chart.</summary>
internal static class TransferSyntaxName
{
    private const string Root = "1.2.840.10008.1.2";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [Root] = "Implicit VR Little Endian",
        [Root + ".1"] = "Explicit VR Little Endian",
        [Root + ".1.99"] = "Deflated Explicit VR",
        [Root + ".2"] = "Explicit VR Big Endian",
        [Root + ".4.50"] = "JPEG Baseline",
        [Root + ".4.51"] = "JPEG Extended",
        [Root + ".4.57"] = "JPEG Lossless",
        [Root + ".4.70"] = "JPEG Lossless SV1",
        [Root + ".4.80"] = "JPEG-LS Lossless",
        [Root + ".4.81"] = "JPEG-LS Near-Lossless",
        [Root + ".4.90"] = "JPEG 2000 Lossless",
        [Root + ".4.91"] = "JPEG 2000",
        [Root + ".4.92"] = "JPEG 2000 Part 2 Lossless",
        [Root + ".4.93"] = "JPEG 2000 Part 2",
        [Root + ".4.100"] = "MPEG2 Main Profile",
        [Root + ".4.101"] = "MPEG2 High Profile",
        [Root + ".4.102"] = "H.264 High 4.1",
        [Root + ".4.103"] = "H.264 BD 4.1",
        [Root + ".4.107"] = "HEVC Main",
        [Root + ".4.108"] = "HEVC Main 10",
        [Root + ".4.201"] = "HTJ2K Lossless",
        [Root + ".4.202"] = "HTJ2K Lossless RPCL",
        [Root + ".4.203"] = "HTJ2K",
        [Root + ".5"] = "RLE Lossless",
    };

    /// <summary>The name; the UID itself where the standard has none that we know.</summary>
    public static string Of(string uid) => Names.GetValueOrDefault(uid, uid);
}
