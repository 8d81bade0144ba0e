namespace MedAgg.Web.Kit;

/// <summary>A tab with an address.</summary>
/// <param name="Key">Language-neutral word of the address.</param>
/// <param name="Text">What is read.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Count">How many things are there; null where nobody counts.</param>
public sealed record LinkTab(string Key, string Text, string Href, long? Count = null);
