using System.Text.Json;
using MedAgg.Domain.Audit;
using MedAgg.Domain.Changes;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>The words under which people's dealings with ingestions are written down.</summary>
internal static class IngestionAudit
{
    public const string Requested = "ingestion.requested";
    public const string CancelRequested = "ingestion.cancel_requested";
    public const string Paused = "ingestion.paused";
    public const string Resumed = "ingestion.resumed";
    public const string Repeated = "ingestion.repeated";
    public const string Uploaded = "upload.stored";
    public const string TermsAccepted = "licence.accepted";

    /// <summary>Subject of <see cref="Uploaded"/>; its id is the SHA-256 of the blob.</summary>
    public const string UploadKind = "upload";

    /// <summary>Somebody accepted the terms with that fingerprint.</summary>
    public static AuditEvent Accepted(string fingerprint, Guid? actorId, string provider, string? stated, DateTimeOffset now) => new()
    {
        At = now,
        ActorId = actorId,
        Action = TermsAccepted,
        SubjectKind = "licence",
        SubjectId = fingerprint,
        DetailJson = JsonSerializer.Serialize(new { provider, stated }),
    };

    public static AuditEvent Of(string action, long id, Guid? actorId, DateTimeOffset now, object? detail = null) => new()
    {
        At = now,
        ActorId = actorId,
        Action = action,
        SubjectKind = ChangeKind.Ingestion,
        SubjectId = $"{id}",
        DetailJson = detail is null ? null : JsonSerializer.Serialize(detail),
    };
}
