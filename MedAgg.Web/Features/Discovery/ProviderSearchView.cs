using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Discovery;

/// <summary>A question with what every provider answered so far; screens, the API and the command line tell the same.</summary>
public sealed record ProviderSearchView
{
    public required long Id { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>In the order in which providers are asked.</summary>
    public required IReadOnlyList<ProviderAnswerView> Providers { get; init; }

    public bool IsFinished => FinishedAt is not null;

    public static ProviderSearchView Of(ProviderSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return new()
        {
            Id = search.Id,
            Text = search.Text,
            CreatedAt = search.CreatedAt,
            FinishedAt = search.FinishedAt,
            Providers = [.. search.Answers.OrderBy(answer => answer.Id).Select(ProviderAnswerView.Of)],
        };
    }
}

/// <summary>One provider's part.</summary>
public sealed record ProviderAnswerView
{
    public required string Provider { get; init; }

    public required AnswerState State { get; init; }

    /// <summary>Datasets that it counts for the words; null when it does not count.</summary>
    public long? Total { get; init; }

    public required IReadOnlyList<FoundDataset> Found { get; init; }

    public Refusal? Error { get; init; }

    public TimeSpan? Took { get; init; }

    public bool IsOpen => State is AnswerState.Waiting or AnswerState.Asking;

    internal static ProviderAnswerView Of(ProviderAnswer answer) => new()
    {
        Provider = answer.Provider,
        State = answer.State,
        Total = answer.Total,
        Found = answer.Found(),
        Error = answer.ErrorCode is { } code ? new(code, answer.ErrorMessage ?? "") : null,
        Took = answer.FinishedAt - answer.StartedAt,
    };
}
