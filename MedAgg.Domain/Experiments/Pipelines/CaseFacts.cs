namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>Facts of a case that a pipeline may name without a table.</summary>
public static class CaseFacts
{
    /// <summary>Letters and digits of the patient's name in front of the first dash, for example <c>D1</c>: often the batch of acquisition.</summary>
    public const string Prefix = "prefix";

    public const string Laterality = "laterality";
    public const string View = "view";
    public const string Sex = "sex";
    public const string Age = "age";
    public const string Manufacturer = "manufacturer";
    public const string Model = "model";

    /// <summary>Rows and columns as stored.</summary>
    public const string Size = "size";

    public const string Bits = "bits";

    /// <summary>Images of the patient in the version.</summary>
    public const string ImagesOfPatient = "images_of_patient";

    /// <summary>Mean of the border pixels, 0 … 255.</summary>
    public const string Border = "border";

    /// <summary>Mean of all pixels, 0 … 255.</summary>
    public const string Brightness = "brightness";

    public static IReadOnlyList<string> All { get; } = [Prefix, Laterality, View, Sex, Age, Manufacturer, Model, Size, Bits, ImagesOfPatient, Border, Brightness];
}
