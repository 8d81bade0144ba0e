using System.Text.Json;
using MedAgg.Domain.Audit;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>What happened to a dataset, from the audit. Callers have checked that the reader may see it.</summary>
public sealed class HistoryQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>Events of the dataset and of the ingestions that filled its versions, newest first.</summary>
    public async Task<IReadOnlyList<HistoryRow>> ReadAsync(DatasetView dataset, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        string[] ingestions = [.. dataset.Versions.Select(version => version.IngestionId).OfType<long>().Select(id => $"{id}")];
        var events = await context.AuditEvents.AsNoTracking()
            .Where(e => (e.SubjectKind == ChangeKind.Dataset && e.SubjectId == dataset.Slug) || (e.SubjectKind == ChangeKind.Ingestion && ingestions.Contains(e.SubjectId)))
            .OrderByDescending(e => e.Id)
            .Take(take)
            .Select(e => new
            {
                Event = e,
                Actor = context.Users.Where(user => user.Id == e.ActorId).OrderBy(user => user.Id).Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return [.. events.Select(e => new HistoryRow(e.Event.At, e.Actor, e.Event.Action, Details(e.Event)))];
    }

    // Details are written by many features; what is no plain value is passed over.
    private static List<KeyValuePair<string, string>> Details(AuditEvent happened)
    {
        if (happened.DetailJson is null)
            return [];
        using var document = JsonDocument.Parse(happened.DetailJson);
        return document.RootElement.ValueKind != JsonValueKind.Object
            ? []
            : [.. document.RootElement.EnumerateObject()
                .Where(property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                .Select(property => KeyValuePair.Create(property.Name, property.Value.ToString()))];
    }
}
