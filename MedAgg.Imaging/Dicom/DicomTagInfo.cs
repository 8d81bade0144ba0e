namespace MedAgg.Imaging.Dicom;

/// <summary>One line of PS3.6 table 6-1.</summary>
/// <param name="Tag">Group in the high, element in the low 16 bits; repeating groups by their first.</param>
/// <param name="Vr">Value representation; the first one where the standard allows several.</param>
/// <param name="Vm">Value multiplicity, for example <c>1-n</c>.</param>
/// <param name="Keyword">For example <c>PatientBirthDate</c>.</param>
public sealed record DicomTagInfo(uint Tag, string Vr, string Vm, string Keyword)
{
    internal ushort VrCode { get; } = DicomVr.Parse(Vr);
}
