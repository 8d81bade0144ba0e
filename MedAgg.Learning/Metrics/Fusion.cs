using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Metrics;

/// <summary>Several views of one unit (CC and MLO of a breast) become one case.</summary>
public static class Fusion
{
    /// <summary>The mean score of each unit. A unit whose images disagree about the truth or the patient is refused: labels were joined at a wrong grain.</summary>
    /// <param name="images">One case an image.</param>
    /// <param name="unitOf">The unit of each image, for example patient and side.</param>
    /// <param name="groupOf">The patient of each image, or null when unknown.</param>
    /// <returns>Units in order of first appearance, or <c>METRIC_UNIT_LABELS_DIFFER</c>, <c>METRIC_UNIT_PATIENTS_DIFFER</c>.</returns>
    public static Outcome<Predictions> MeanByUnit(Predictions images, IReadOnlyList<string> unitOf, IReadOnlyList<string>? groupOf)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(unitOf);
        if (unitOf.Count != images.Count || (groupOf is not null && groupOf.Count != images.Count))
            return new Refusal("METRIC_LENGTHS_DIFFER", $"There are {images.Count} images, {unitOf.Count} units and {groupOf?.Count ?? images.Count} patients; the three must be equal.");
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<(double Sum, int Count, bool Positive, string Group)> units = [];
        for (int i = 0; i < images.Count; i++)
        {
            string group = groupOf?[i] ?? unitOf[i];
            if (!places.TryGetValue(unitOf[i], out int place))
            {
                places[unitOf[i]] = units.Count;
                units.Add((images.Scores[i], 1, images.Positive[i], group));
                continue;
            }
            (double sum, int count, bool positive, string unitGroup) = units[place];
            if (positive != images.Positive[i])
                return new Refusal("METRIC_UNIT_LABELS_DIFFER", $"Image {i} says another class than the images before it of the same unit.");
            if (!string.Equals(group, unitGroup, StringComparison.Ordinal))
                return new Refusal("METRIC_UNIT_PATIENTS_DIFFER", $"Image {i} says another patient than the images before it of the same unit.");
            units[place] = (sum + images.Scores[i], count + 1, positive, group);
        }
        return Predictions.Of([.. units.Select(u => u.Sum / u.Count)], [.. units.Select(u => u.Positive)], groupOf is null ? null : [.. units.Select(u => u.Group)]);
    }

    /// <summary>
    /// The mean over the views of each unit, each view being the mean of its images: a breast with two CC and one MLO counts both views alike. Images
    /// without a view count as views of their own.
    /// </summary>
    /// <param name="images">One case an image.</param>
    /// <param name="unitOf">The unit of each image.</param>
    /// <param name="viewOf">The view of each image, null where unknown.</param>
    /// <param name="groupOf">The patient of each image, or null when unknown.</param>
    /// <returns>As <see cref="MeanByUnit"/>.</returns>
    public static Outcome<Predictions> MeanOfViews(Predictions images, IReadOnlyList<string> unitOf, IReadOnlyList<string?> viewOf, IReadOnlyList<string>? groupOf)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(unitOf);
        ArgumentNullException.ThrowIfNull(viewOf);
        if (unitOf.Count != images.Count || viewOf.Count != images.Count || (groupOf is not null && groupOf.Count != images.Count))
            return new Refusal("METRIC_LENGTHS_DIFFER", $"There are {images.Count} images, {unitOf.Count} units, {viewOf.Count} views and {groupOf?.Count ?? images.Count} patients; all must be equal.");
        string[] keys = [.. Enumerable.Range(0, images.Count).Select(i => $"{unitOf[i]}\0{viewOf[i] ?? "\0" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)}")];
        Outcome<Predictions> views = MeanByUnit(images, keys, groupOf);
        if (!views.IsDone)
            return views;
        int[] first = [.. Enumerable.Range(0, images.Count).DistinctBy(i => keys[i])];
        return MeanByUnit(views.Value, [.. first.Select(i => unitOf[i])], groupOf is null ? null : [.. first.Select(i => groupOf[i])]);
    }
}
