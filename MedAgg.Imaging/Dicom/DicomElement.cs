namespace MedAgg.Imaging.Dicom;

/// <summary>Where one data element lies.</summary>
/// <param name="Tag">Group in the high, element in the low 16 bits.</param>
/// <param name="Vr">As written, from the dictionary for implicit VR, 0 when neither says.</param>
/// <param name="Depth">Sequences around it; 0 for the data set itself.</param>
/// <param name="Offset">First byte of the value.</param>
/// <param name="Length">Bytes of the value that are present; <see cref="Undefined"/> for a sequence or fragments of undefined length.</param>
/// <param name="Item">For nested elements the running number of the item they stand in, else 0.</param>
internal readonly record struct DicomElement(uint Tag, ushort Vr, ushort Depth, long Offset, uint Length, int Item)
{
    public const uint Undefined = 0xFFFFFFFF;

    public bool IsPrivate => (Tag & 0x10000) != 0;
}
