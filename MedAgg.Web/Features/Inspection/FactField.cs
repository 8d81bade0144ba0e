namespace MedAgg.Web.Features.Inspection;

/// <summary>
/// Names of what images are grouped and filtered by: the words of the version's profile, of recipes and of addresses. A label name is a field
/// of its own, <c>label:finding</c>.
/// </summary>
public static class FactField
{
    public const string Modality = "modality";
    public const string Area = "area";
    public const string Dimensionality = "dimensionality";
    public const string Laterality = "laterality";
    public const string View = "view";
    public const string Split = "split";
    public const string Sex = "sex";

    /// <summary>Bins of five years, <c>40–44</c>; <c>90+</c> together.</summary>
    public const string Age = "age";
    public const string Manufacturer = "manufacturer";
    public const string Model = "model";

    /// <summary><c>columns×rows</c> in pixels.</summary>
    public const string Size = "size";

    /// <summary>Bits stored.</summary>
    public const string Bits = "bits";
    public const string Photometric = "photometric";
    public const string TransferSyntax = "transfer_syntax";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public const string Lossy = "lossy";

    /// <summary>Lower bound in millimetres of a bin of half a millimetre.</summary>
    public const string Thickness = "thickness";

    /// <summary>Distance between slices, binned as <see cref="Thickness"/>.</summary>
    public const string Spacing = "spacing";

    /// <summary>Kind of the file by content.</summary>
    public const string Kind = "kind";

    /// <summary>Begin of the field of a label name.</summary>
    public const string LabelPrefix = "label:";

    public static bool IsLabel(string field) => field.StartsWith(LabelPrefix, StringComparison.Ordinal);

    /// <summary>The name of a label field, for example <c>finding</c>.</summary>
    public static string LabelName(string field) => field[LabelPrefix.Length..];
}
