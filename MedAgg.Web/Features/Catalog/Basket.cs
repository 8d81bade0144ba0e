using System.Text.RegularExpressions;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Slugs that a visitor has picked, in the order of picking. Kept in a cookie, so that it survives pages, reloads and restarts of the product.</summary>
public sealed partial class Basket
{
    public const string Cookie = "medagg-basket";

    /// <summary>More does not fit a cookie.</summary>
    public const int MaxDatasets = 30;

    private Basket(IReadOnlyList<string> slugs) => Slugs = slugs;

    public static Basket Empty { get; } = new([]);

    public IReadOnlyList<string> Slugs { get; }

    public bool IsFull => Slugs.Count >= MaxDatasets;

    public bool Has(string slug) => Slugs.Contains(slug);

    /// <summary>Reads the cookie; what is no slug is passed over.</summary>
    public static Basket Parse(string? cookie) =>
        string.IsNullOrEmpty(cookie) ? Empty : new([.. cookie.Split('.').Where(slug => Slug().IsMatch(slug)).Distinct().Take(MaxDatasets)]);

    /// <summary>Puts a slug in or takes it out; a full basket takes nothing more.</summary>
    public Basket Toggle(string slug) =>
        Has(slug) ? new([.. Slugs.Where(other => other != slug)])
        : IsFull ? this
        : new([.. Slugs, slug]);

    /// <summary>The value of the cookie. Slugs have no dots.</summary>
    public override string ToString() => string.Join('.', Slugs);

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,119}$")]
    private static partial Regex Slug();
}
