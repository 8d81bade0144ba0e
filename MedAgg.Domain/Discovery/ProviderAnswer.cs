using System.Text.Json;
using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Discovery;

/// <summary>What one provider answered to a question, or how far it has come.</summary>
public sealed class ProviderAnswer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private ProviderAnswer()
    {
    }

    internal ProviderAnswer(string provider) => Provider = provider;

    public long Id { get; private set; }

    public long SearchId { get; private set; }

    /// <summary>Id of the provider, for example <c>zenodo</c>.</summary>
    public string Provider { get; private set; } = "";

    public AnswerState State { get; private set; }

    /// <summary>Datasets that the provider counts for the question; null when it does not count.</summary>
    public long? Total { get; private set; }

    /// <summary>The datasets that it gave, as a JSON array; null before.</summary>
    public string? FoundJson { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often it was asked: more than once when a node died in between.</summary>
    public int Attempts { get; private set; }

    public bool IsFinished => State is not (AnswerState.Waiting or AnswerState.Asking);

    /// <summary>The datasets in the order of the provider.</summary>
    public IReadOnlyList<FoundDataset> Found() => FoundJson is null ? [] : JsonSerializer.Deserialize<List<FoundDataset>>(FoundJson, Json) ?? [];

    public void Begin(DateTimeOffset now)
    {
        State = AnswerState.Asking;
        StartedAt = now;
        Attempts++;
    }

    public void Answer(IReadOnlyList<FoundDataset> found, long? total, DateTimeOffset now)
    {
        State = AnswerState.Answered;
        FoundJson = JsonSerializer.Serialize(found, Json);
        Total = total;
        FinishedAt = now;
    }

    /// <summary>Without an answer in time, or with a refusal.</summary>
    public void Fail(AnswerState state, Refusal refusal, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        State = state;
        ErrorCode = refusal.Code;
        ErrorMessage = refusal.Message;
        FinishedAt = now;
    }
}
