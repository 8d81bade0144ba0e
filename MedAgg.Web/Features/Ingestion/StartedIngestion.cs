using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>A job, or why there is none.</summary>
public sealed record StartedIngestion(long? Id, Refusal? Refusal)
{
    /// <summary>Whether the same source was on its way already, so that this order made no second job.</summary>
    public bool IsOpenAlready { get; init; }

    internal static StartedIngestion Refused(string code, string message) => new(null, new Refusal(code, message));
}
