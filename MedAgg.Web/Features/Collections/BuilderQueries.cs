using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Inspection;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Collections;

/// <summary>What the builder shows of datasets.</summary>
public sealed class BuilderQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>Datasets offered for adding; more are found through the catalogue.</summary>
    private const int MaxChoices = 200;

    private static readonly JsonSerializerOptions ProfileFormat = new(JsonSerializerDefaults.Web); // as the publisher writes it

    /// <summary>The datasets of these slugs that the reader may see, in the order of the slugs.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="slugs">Slugs.</param>
    /// <param name="number">Version to draw from instead of the current one; null for the current.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<IReadOnlyList<BuilderDataset>> DatasetsAsync(Actor actor, IReadOnlyList<string> slugs, int? number, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<Dataset> datasets = await context.Datasets.AsNoTracking().Where(DatasetVisibility.For(actor)).Where(d => slugs.Contains(d.Slug)).ToListAsync(cancellationToken);
        List<BuilderDataset> found = [];
        foreach (Dataset dataset in slugs.Distinct().Select(slug => datasets.Find(d => d.Slug == slug)).OfType<Dataset>())
        {
            DatasetVersion? version = await context.Versions.AsNoTracking().SingleOrDefaultAsync(
                v => v.DatasetId == dataset.Id && v.State == VersionState.Published && (number == null ? v.Id == dataset.CurrentVersionId : v.Number == number), cancellationToken);
            found.Add(new()
            {
                Slug = dataset.Slug,
                Title = dataset.Card.Title,
                SourceUrl = dataset.SourceUrl,
                LicenceName = dataset.LicenceName,
                LicenceClass = dataset.LicenceClass,
                Version = version?.Number,
                Images = version?.Counts.Images ?? 0,
                Fields = version is null ? [] : await FieldsAsync(context, version, cancellationToken),
            });
        }

        return found;
    }

    /// <summary>Slug and title of datasets whose files are here, freshest first.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, LocalizedText>>> ChoicesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var choices = await context.Datasets.AsNoTracking().Where(DatasetVisibility.For(actor)).Where(d => d.CurrentVersionId != null)
            .OrderByDescending(d => d.UpdatedAt).Take(MaxChoices).Select(d => new { d.Slug, d.Card.Title }).ToListAsync(cancellationToken);
        return [.. choices.Select(choice => KeyValuePair.Create(choice.Slug, choice.Title))];
    }

    /// <summary>Teams in whose name the reader may build, by name.</summary>
    public async Task<IReadOnlyList<KeyValuePair<long, string>>> TeamsAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        long[] ids = [.. actor.Teams.Keys.Where(actor.MayWorkFor)];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await context.Teams.AsNoTracking().Where(team => ids.Contains(team.Id)).OrderBy(team => team.Name)
            .Select(team => new { team.Id, team.Name }).ToListAsync(cancellationToken);
        return [.. teams.Select(team => KeyValuePair.Create(team.Id, team.Name))];
    }

    private static async Task<IReadOnlyList<FilterField>> FieldsAsync(MedAggContext context, DatasetVersion version, CancellationToken cancellationToken)
    {
        VersionProfile? profile = version.ProfileJson is { } json ? JsonSerializer.Deserialize<VersionProfile>(json, ProfileFormat) : null;
        List<FilterField> fields =
        [
            .. (profile?.Facets ?? []).Where(facet => RecipeFields.All.Contains(facet.Name))
                .Select(facet => new FilterField(facet.Name, [.. facet.Values.Select(value => new FilterValue(value.Value ?? RecipeFields.Unknown, value.Count))])),
        ];

        // The profile counts kinds of all files; a recipe chooses among images.
        var kinds = await context.Files.AsNoTracking().Where(file => file.VersionId == version.Id && file.Role == FileRole.Image)
            .GroupBy(file => file.Kind).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        fields.RemoveAll(field => field.Name == FactField.Kind);
        fields.Add(new(FactField.Kind, [.. kinds.Select(kind => new FilterValue(kind.Key, kind.Count))]));
        return fields;
    }
}
