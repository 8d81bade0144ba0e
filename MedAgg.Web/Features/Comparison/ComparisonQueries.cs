using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Features.Comparison;

/// <summary>Puts datasets side by side, fact by fact.</summary>
public sealed class ComparisonQueries(CatalogQueries catalogue)
{
    public async Task<ComparisonView> ReadAsync(ComparisonAddress address, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        List<DatasetView> datasets = [];
        List<string> missing = [];
        foreach (string slug in address.Slugs)
        {
            if (await catalogue.FindAsync(slug, null, actor, cancellationToken) is { } dataset)
                datasets.Add(dataset);
            else
                missing.Add(slug);
        }

        return new(datasets, Rows(datasets), missing);
    }

    internal static IReadOnlyList<ComparisonRow> Rows(IReadOnlyList<DatasetView> datasets)
    {
        Passport[] passports = [.. datasets.Select(Passport.Of)];
        if (passports.Length == 0)
            return [];
        return
        [
            .. passports[0].Facts.Select(fact => fact.Key)
                .Select(key => ComparisonRow.Of(key, [.. passports.Select(passport => passport.Facts.First(fact => fact.Key == key))])),
        ];
    }
}
