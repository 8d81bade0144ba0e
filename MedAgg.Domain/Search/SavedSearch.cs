namespace MedAgg.Domain.Search;

/// <summary>A search that somebody wants to repeat, with what it found when he last looked.</summary>
public sealed class SavedSearch
{
    private SavedSearch()
    {
    }

    public SavedSearch(Guid? userId, Guid? visitorId, string name, string address, IReadOnlyList<string> found, DateTimeOffset now)
    {
        UserId = userId;
        VisitorId = visitorId;
        Name = name;
        Address = address;
        CreatedAt = now;
        Look(found, now);
    }

    public long Id { get; private set; }

    /// <summary>Null for a visitor without an account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The browser of a visitor without an account; null once it is somebody's.</summary>
    public Guid? VisitorId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Query part of the page's address without its page number: question, filters, order.</summary>
    public string Address { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the owner last looked.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Slugs that were found then. What is found now and is not among them is new, however it came: published, described anew, shared.</summary>
    public List<string> Seen { get; private set; } = [];

    public void Rename(string name) => Name = name;

    /// <summary>The owner has looked at what is found now.</summary>
    public void Look(IReadOnlyList<string> found, DateTimeOffset now)
    {
        Seen = [.. found];
        SeenAt = now;
    }
}
