namespace MedAgg.Domain.Teams;

/// <summary>People who share datasets, collections and runs.</summary>
public sealed class Team
{
    private Team()
    {
    }

    public Team(string name, Guid ownerId, DateTimeOffset now)
    {
        Name = name;
        CreatedAt = now;
        Members.Add(new Membership(ownerId, TeamRole.Owner, now));
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public List<Membership> Members { get; private set; } = [];

    public uint RowVersion { get; private set; }

    public void Rename(string name) => Name = name;

    /// <summary>Adds a member or changes the role of one.</summary>
    public void Admit(Guid userId, TeamRole role, DateTimeOffset now)
    {
        Members.RemoveAll(member => member.UserId == userId);
        Members.Add(new Membership(userId, role, now));
    }

    public void Dismiss(Guid userId) => Members.RemoveAll(member => member.UserId == userId);
}
