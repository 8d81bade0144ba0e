using System.Text.Json;
using MedAgg.Domain.Audit;
using MedAgg.Domain.Changes;

namespace MedAgg.Web.Features.Collections;

/// <summary>The words under which the life of a collection is written down; <see cref="Built"/> and <see cref="Expired"/> are the job nodes'.</summary>
internal static class CollectionAudit
{
    public const string Created = "collection.created";
    public const string Built = "collection.built";
    public const string Downloaded = "collection.downloaded";
    public const string Expired = "collection.expired";
    public const string RebuildRequested = "collection.rebuild_requested";
    public const string CancelRequested = "collection.cancel_requested";

    public static AuditEvent Of(string action, long id, Guid? actorId, DateTimeOffset now, object? detail = null) => new()
    {
        At = now,
        ActorId = actorId,
        Action = action,
        SubjectKind = ChangeKind.Collection,
        SubjectId = $"{id}",
        DetailJson = detail is null ? null : JsonSerializer.Serialize(detail),
    };
}
