using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>
/// The view of a projection as people write it: CC, MLO, AP. ViewPosition (0018,5101) says it as it is; many mammograms leave it empty and say it as a
/// code of ViewCodeSequence (0054,0220) alone: SNOMED CT, or the older SNOMED RT (PS3.16 CID 4014).
/// </summary>
internal static class ViewName
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["399162004"] = "CC",
        ["R-10242"] = "CC",
        ["399368009"] = "MLO",
        ["R-10226"] = "MLO",
        ["399260004"] = "ML",
        ["R-10224"] = "ML",
        ["399352003"] = "LM",
        ["R-10228"] = "LM",
        ["399099002"] = "LMO",
        ["R-10230"] = "LMO",
        ["399196006"] = "FB",
        ["R-10244"] = "FB",
        ["399188001"] = "SIO",
        ["R-102D0"] = "SIO",
        ["441555000"] = "ISO",
        ["R-40AAA"] = "ISO",
        ["399192008"] = "XCCL",
        ["R-1024A"] = "XCCL",
        ["Y-X1770"] = "XCCL",
        ["399101009"] = "XCCM",
        ["R-1024B"] = "XCCM",
        ["Y-X1771"] = "XCCM",
        ["127457009"] = "SPECIMEN",
        ["G-8310"] = "SPECIMEN",
    };

    // Letters of the meaning alone: writers disagree about dashes, spaces and capitals.
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["CRANIOCAUDAL"] = "CC",
        ["MEDIOLATERALOBLIQUE"] = "MLO",
        ["MEDIOLATERAL"] = "ML",
        ["LATEROMEDIAL"] = "LM",
        ["LATEROMEDIALOBLIQUE"] = "LMO",
        ["CAUDOCRANIALFROMBELOW"] = "FB",
        ["CAUDOCRANIAL"] = "FB",
        ["CRANIOCAUDALEXAGGERATEDLATERALLY"] = "XCCL",
        ["CRANIOCAUDALEXAGGERATEDMEDIALLY"] = "XCCM",
        ["ANTEROPOSTERIOR"] = "AP",
        ["POSTEROANTERIOR"] = "PA",
        ["LEFTLATERAL"] = "LL",
        ["RIGHTLATERAL"] = "RL",
    };

    /// <returns>Null when the file does not say; a meaning that is not in the list comes as it is written, in capitals.</returns>
    public static string? Of(DicomFacts? dicom)
    {
        if (dicom is null)
            return null;
        if (!string.IsNullOrWhiteSpace(dicom.ViewPosition))
            return dicom.ViewPosition.Trim().ToUpperInvariant();
        if (dicom.ViewCode is { } code && Codes.TryGetValue(code.Trim(), out string? known))
            return known;
        if (string.IsNullOrWhiteSpace(dicom.ViewMeaning))
            return null;
        string letters = new([.. dicom.ViewMeaning.Where(char.IsAsciiLetter).Select(char.ToUpperInvariant)]);
        return Meanings.GetValueOrDefault(letters) ?? dicom.ViewMeaning.Trim().ToUpperInvariant();
    }
}
