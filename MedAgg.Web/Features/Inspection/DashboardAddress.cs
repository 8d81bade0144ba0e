using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The state of a dashboard as its address holds it.</summary>
public sealed record DashboardAddress
{
    /// <summary>Number of the version; null for the current one.</summary>
    public int? Version { get; init; }

    /// <summary>What is counted; null for patients where they are known.</summary>
    public FactUnit? Unit { get; init; }

    public FactFilter Filter { get; init; } = FactFilter.None;

    public static DashboardAddress Parse(string query)
    {
        Dictionary<string, StringValues> parts = QueryHelpers.ParseQuery(query);
        string unit = parts.TryGetValue("unit", out StringValues u) ? u.ToString() : "";
        return new()
        {
            Version = parts.TryGetValue("v", out StringValues v) && int.TryParse(v.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null,
            Unit = Enum.TryParse(unit, ignoreCase: true, out FactUnit counted) && Enum.IsDefined(counted) && char.IsLetter(unit[0]) ? counted : null,
            Filter = FactFilter.Parse(parts.GetValueOrDefault("f"), parts.GetValueOrDefault("not")),
        };
    }

    /// <summary>The query part: empty, or beginning with the question mark.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        if (Version is { } version)
            Add("v", version.ToString(CultureInfo.InvariantCulture));
        if (Unit is { } unit)
            Add("unit", unit.ToString().ToLowerInvariant());
        foreach (FactCondition condition in Filter.Conditions)
            Add(condition.IsExcluded ? "not" : "f", condition.ToString());
        return query.ToString();

        void Add(string key, string value) => query.Append(query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
    }
}
