using System.Linq.Expressions;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Collections;

/// <summary>Turns the chosen values of a recipe into conditions: any value inside a field, all fields.</summary>
internal static class RecipeFilter
{
    public static IQueryable<ImageAndFile> Apply(IQueryable<ImageAndFile> rows, IReadOnlyDictionary<string, IReadOnlyList<string>> filter)
    {
        foreach ((string field, IReadOnlyList<string> values) in filter)
            rows = rows.Where(ConditionOf(field, [.. values]));
        return rows;
    }

    private static Expression<Func<ImageAndFile, bool>> ConditionOf(string field, string[] values)
    {
        bool unknown = values.Contains(RecipeFields.Unknown);
        Dimensionality[] kinds = field == "dimensionality" ? [.. values.Select(KindOf)] : [];
        return field switch
        {
            "modality" => row => row.Image.Modality == null ? unknown : values.Contains(row.Image.Modality),
            "area" => row => row.Image.Area == null ? unknown : values.Contains(row.Image.Area),
            "dimensionality" => row => kinds.Contains(row.Image.Dimensionality),
            "split" => row => row.Image.Split == null ? unknown : values.Contains(row.Image.Split),
            "sex" => row => row.Image.Sex == null ? unknown : values.Contains(row.Image.Sex),
            "laterality" => row => row.Image.Laterality == null ? unknown : values.Contains(row.Image.Laterality),
            "view" => row => row.Image.View == null ? unknown : values.Contains(row.Image.View),
            "manufacturer" => row => row.Image.Manufacturer == null ? unknown : values.Contains(row.Image.Manufacturer),
            "model" => row => row.Image.Model == null ? unknown : values.Contains(row.Image.Model),
            "photometric" => row => row.Image.Photometric == null ? unknown : values.Contains(row.Image.Photometric),
            "label" => row => row.Image.Labels.Count == 0 ? unknown : row.Image.Labels.Any(label => values.Contains(label)),
            "kind" => row => values.Contains(row.File.Kind),
            _ => throw new RefusedException("RECIPE_UNKNOWN_FIELD", $"Images cannot be filtered by \"{field}\"; there are {string.Join(", ", RecipeFields.All)}."),
        };
    }

    private static Dimensionality KindOf(string value)
    {
        foreach (Dimensionality kind in Enum.GetValues<Dimensionality>())
        {
            if (Dimensions.Name(kind) == value)
                return kind;
        }

        throw new RefusedException("RECIPE_INVALID", $"Dimensionality \"{value}\" is unknown; there are {string.Join(", ", Enum.GetValues<Dimensionality>().Select(Dimensions.Name))}.");
    }
}

/// <summary>One image with its manifest line.</summary>
internal sealed class ImageAndFile
{
    public required ImageFact Image { get; init; }

    public required DatasetFile File { get; init; }
}
