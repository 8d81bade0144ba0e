namespace MedAgg.Domain.Search;

/// <summary>One search that somebody made, with everything needed to repeat it. Anonymous searches have no user.</summary>
public sealed record SearchLog
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? UserId { get; init; }

    /// <summary>The browser of a visitor without an account; the search goes to his account when he signs in.</summary>
    public Guid? VisitorId { get; init; }

    public required string Text { get; init; }

    public required string Language { get; init; }

    /// <summary>The query part of the page's address: filters, order, page.</summary>
    public required string Address { get; init; }

    public required int Hits { get; init; }

    /// <summary>Milliseconds that the search took.</summary>
    public double TookMs { get; init; }
}
