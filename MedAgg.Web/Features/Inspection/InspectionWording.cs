using System.Globalization;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Says fields and values of image facts in the reader's language.</summary>
public sealed class InspectionWording(CatalogWording catalogue, IStringLocalizer<InspectionTexts> texts)
{
    /// <summary>The name of a field, as a chart's title and a chip's caption.</summary>
    public string Field(string field) =>
        !FactField.IsLabel(field) ? Text("Field." + field) ?? field
        : FactField.LabelName(field) is "label" ? texts["Field.label"]
        : texts.Say("Field.labelNamed", FactField.LabelName(field));

    /// <summary>The name of a value; empty is unknown.</summary>
    public string Value(string field, string value) => value.Length == 0 ? texts["Unknown"] : field switch
    {
        FactField.Modality or FactField.Area => catalogue.Term(value),
        FactField.Thickness or FactField.Spacing => Bin(value),
        FactField.Bits => texts.Say("Bits", (long)FactBins.LowerBound(value)),
        FactField.Size => value.Replace("×", " × ", StringComparison.Ordinal),
        FactField.TransferSyntax => TransferSyntaxName.Of(value),
        _ => Text($"Value.{field}.{value}") ?? value,
    };

    /// <summary>What a file is by its content: the format, or what kind of other file.</summary>
    public string Kind(string kind, string? subkind) =>
        kind == "other" && !string.IsNullOrEmpty(subkind) ? Text("Subkind." + subkind) ?? subkind : Value(FactField.Kind, kind);

    /// <summary>The name of a unit beside a number, in the plural.</summary>
    public string Unit(FactUnit unit) => texts["Unit." + unit];

    /// <summary>The name of a unit in the head of a chart.</summary>
    public string UnitBadge(FactUnit unit) => Unit(unit).ToLower(CultureInfo.CurrentUICulture);

    /// <summary>A number with its unit in words: <c>3 пациента</c>.</summary>
    public string Count(FactUnit unit, long count) => texts.Say("Count." + unit, count);

    private static string Bin(string value)
    {
        double from = double.Parse(value, CultureInfo.InvariantCulture);
        return $"{Format.Short(from, 1)}–{Format.Short(from + FactBins.StepMm, 1)}";
    }

    private string? Text(string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;
}
