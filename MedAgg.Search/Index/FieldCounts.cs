namespace MedAgg.Search.Index;

/// <summary>Occurrences of a term in the four fields of a record, each up to 255.</summary>
public readonly record struct FieldCounts(byte First, byte Second, byte Third, byte Fourth)
{
    /// <summary>Fields of a record.</summary>
    public const int Fields = 4;

    public byte this[int field] => field switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => Fourth,
    };
}
