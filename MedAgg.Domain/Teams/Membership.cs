namespace MedAgg.Domain.Teams;

/// <summary>A person's place in a team.</summary>
public sealed class Membership
{
    private Membership()
    {
    }

    public Membership(Guid userId, TeamRole role, DateTimeOffset now)
    {
        UserId = userId;
        Role = role;
        Since = now;
    }

    public long TeamId { get; private set; }

    public Guid UserId { get; private set; }

    public TeamRole Role { get; private set; }

    public DateTimeOffset Since { get; private set; }
}
