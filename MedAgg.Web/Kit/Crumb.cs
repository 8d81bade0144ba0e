namespace MedAgg.Web.Kit;

/// <summary>One step of a breadcrumb; the last one has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);
