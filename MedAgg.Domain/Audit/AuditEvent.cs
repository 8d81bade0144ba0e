namespace MedAgg.Domain.Audit;

/// <summary>Who did what to which thing, and when. Written once, never changed; also the history that pages show.</summary>
public sealed record AuditEvent
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for the product itself (a job, the command line).</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Verb in the past tense, for example <c>collection.built</c>; pages translate it.</summary>
    public required string Action { get; init; }

    /// <summary>A word of <see cref="Changes.ChangeKind"/>, or <c>user</c>.</summary>
    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>Details as a JSON object without secrets; null when the action says all.</summary>
    public string? DetailJson { get; init; }
}
