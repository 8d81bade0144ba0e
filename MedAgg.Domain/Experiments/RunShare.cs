namespace MedAgg.Domain.Experiments;

/// <summary>A link to the report of a run for somebody without an account. Only the hash of its token is kept.</summary>
public sealed class RunShare
{
    private RunShare()
    {
    }

    public RunShare(long runId, string tokenSha256, Guid? createdBy, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        RunId = runId;
        TokenSha256 = tokenSha256;
        CreatedBy = createdBy;
        CreatedAt = now;
        ExpiresAt = expiresAt;
    }

    public long Id { get; private set; }

    public long RunId { get; private set; }

    /// <summary>Lower-case hex.</summary>
    public string TokenSha256 { get; private set; } = "";

    public Guid? CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
