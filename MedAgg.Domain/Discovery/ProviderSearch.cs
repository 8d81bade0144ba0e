namespace MedAgg.Domain.Discovery;

/// <summary>One question to the outside providers. It is stored, so that a closed tab or a dead node loses nothing: what was answered stays, what was not is asked again.</summary>
public sealed class ProviderSearch
{
    private ProviderSearch()
    {
    }

    public ProviderSearch(string text, Guid? requestedBy, IEnumerable<string> providers, DateTimeOffset now)
    {
        Text = text;
        RequestedBy = requestedBy;
        CreatedAt = now;
        Answers = [.. providers.Select(provider => new ProviderAnswer(provider))];
    }

    public long Id { get; private set; }

    /// <summary>The words as they were typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whose question; only its owner sees the answers. Null for the terminal.</summary>
    public Guid? RequestedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the last provider had answered or had not; null before.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public List<ProviderAnswer> Answers { get; private set; } = [];

    public void Finish(DateTimeOffset now) => FinishedAt = now;
}
