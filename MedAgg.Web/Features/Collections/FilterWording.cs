using MedAgg.Imaging.Geometry;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Features.Collections;

/// <summary>Says fields and values of recipes in the reader's language.</summary>
internal static class FilterWording
{
    private const string Label = "label";

    /// <summary>The order of the fields on screen: what people narrow by most comes first.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        FactField.Modality, FactField.Area, FactField.Dimensionality, Label, FactField.Split, FactField.Laterality, FactField.View,
        FactField.Sex, FactField.Kind, FactField.Manufacturer, FactField.Model, FactField.Photometric,
    ];

    public static string Value(InspectionWording words, string field, string value) =>
        value == RecipeFields.Unknown ? words.Value(field, "")
        : field == FactField.Dimensionality && Dimensionalities.Parse(value) is { } kind ? words.Value(field, kind.ToString())
        : field == Label ? LabelOf(value)
        : words.Value(field, value);

    /// <summary>The value as recipes hold it: dashboards name a dimensionality by its member, recipes by its short word.</summary>
    public static string RecipeValue(string field, string value) =>
        field == FactField.Dimensionality && Enum.TryParse(value, out Dimensionality kind) ? kind.Name() : value;

    // Labels are "name=value"; a set with a single, nameless label column calls it "label".
    private static string LabelOf(string value) =>
        value.Split('=', 2) is [var name, var said] ? name == Label ? said : $"{name}: {said}" : value;
}
