namespace MedAgg.Web.Features.Collections;

/// <summary>Something that happened to a collection.</summary>
/// <param name="Action">Word of the audit, for example <c>collection.built</c>.</param>
/// <param name="Actor">Name of the person; null for the product itself.</param>
/// <param name="Images">Images of a build; null elsewhere.</param>
public sealed record CollectionEvent(DateTimeOffset At, string Action, string? Actor, long? Images);
