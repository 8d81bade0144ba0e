using System.Globalization;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The address of the collection builder for the images that a dashboard shows.</summary>
public static class CohortAddress
{
    /// <summary>
    /// <c>/collections/new?datasets=slug&amp;v=2&amp;filter=modality=ct&amp;filter=label=finding=Mass</c>: one <c>filter</c> a value, field and value
    /// apart by the first equals sign, as recipes hold them; <c>none</c> for unknown.
    /// </summary>
    public static string Of(string slug, int version, IReadOnlyDictionary<string, IReadOnlyList<string>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        IEnumerable<string> values = filter.SelectMany(field => field.Value.Select(value => $"&filter={Uri.EscapeDataString($"{field.Key}={value}")}"));
        return string.Create(CultureInfo.InvariantCulture, $"/collections/new?datasets={Uri.EscapeDataString(slug)}&v={version}{string.Concat(values)}");
    }
}
