namespace MedAgg.Web.Features.Catalog;

/// <param name="Text">What was typed.</param>
/// <param name="Address">Query part of the page's address, with the question mark.</param>
/// <param name="Hits">Datasets that were found then.</param>
public sealed record RecentSearch(string Text, string Address, int Hits);
