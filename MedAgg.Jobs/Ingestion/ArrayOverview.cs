using System.Globalization;

namespace MedAgg.Jobs.Ingestion;

/// <summary>What a set of arrays is as a dataset: how many images in which parts. Arrays name no patients, and that is said with it.</summary>
/// <param name="Images">Images in all.</param>
/// <param name="Sentence">For people.</param>
public sealed record ArrayOverview(int Images, string Sentence)
{
    /// <summary>Code of the remark.</summary>
    public const string Code = "ARRAY_PATIENTS_UNKNOWN";

    /// <param name="arrays">Path of each array and how many pictures it holds; null for an array without pictures.</param>
    /// <returns>Null when no array holds images.</returns>
    public static ArrayOverview? Of(IEnumerable<(string Path, int? Pictures)> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        List<(ArrayName Name, int? Pictures)> named = [.. arrays.Where(one => ArrayExpander.IsArray(one.Path)).Select(one => (ArrayName.Of(one.Path), one.Pictures)).Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.Pictures))];
        List<(string Part, int Count)> parts = [.. named.Where(one => !one.Name.IsLabels && one.Pictures > 0).Select(one => (one.Name.Part, one.Pictures!.Value))];
        if (parts.Count == 0)
            return null;
        int images = (int)Math.Min(int.MaxValue, parts.Sum(part => (long)part.Count));
        HashSet<string> labelled = [.. named.Where(one => one.Name.IsLabels).Select(one => one.Name.Part)];
        string shares = string.Join(", ", parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{(part.Part.Length > 0 ? part.Part : "no part")} {part.Count}{(labelled.Contains(part.Part) ? "" : " without labels")}")));
        return new(images, string.Create(CultureInfo.InvariantCulture, $"{images} images ({shares}); arrays name no patients, so nobody can check that parts share none."));
    }
}
