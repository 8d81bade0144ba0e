namespace MedAgg.Web.Features.Catalog;

/// <summary>A saved search with what it finds now.</summary>
/// <param name="Address">Query part of the page's address.</param>
/// <param name="Total">Datasets that it finds now.</param>
/// <param name="New">Slugs among them that were not found when the owner last looked.</param>
/// <param name="SeenAt">When that was.</param>
public sealed record SavedSearchRow(long Id, string Name, string Address, int Total, IReadOnlyList<string> New, DateTimeOffset SeenAt, DateTimeOffset CreatedAt)
{
    public string Href => "/" + Address;

    /// <summary>Whether it has a name for people: a search of filters alone is kept under its address until somebody names it.</summary>
    public bool IsNamed => !(Name.StartsWith('?') && Address.StartsWith(Name, StringComparison.Ordinal));
}
