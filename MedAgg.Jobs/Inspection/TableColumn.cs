namespace MedAgg.Jobs.Inspection;

/// <summary>What a column of a label table is for.</summary>
public enum ColumnRole
{
    /// <summary>Nothing that is taken over: a running number, a measurement with too many values, free text.</summary>
    Left,

    /// <summary>Names the image of the row.</summary>
    Key,
    Label,
    Split,
    Patient,
    Sex,
    Age,
    Laterality,
    View,
}

/// <param name="Name">Header, trimmed.</param>
/// <param name="Index">Position from 0.</param>
/// <param name="Role">What it is for.</param>
public sealed record TableColumn(string Name, int Index, ColumnRole Role);
