using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Localisation;

/// <summary>
/// What is known about the browser that looks: its time zone and theme. Filled from cookies while a page is first rendered and
/// carried into the circuit, where there is no request to ask.
/// </summary>
public sealed class Viewer
{
    /// <summary>IANA name of the browser's time zone, null before its first answer.</summary>
    [PersistentState]
    public string? TimeZoneId { get; set; }

    /// <summary>The time zone to write moments in; null when unknown (then UTC, and said so).</summary>
    public TimeZoneInfo? TimeZone =>
        TimeZoneId is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone) ? zone : null;
}
