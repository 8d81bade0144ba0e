using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>A job, or why there is none.</summary>
public sealed record StartedIngestion(long? Id, Refusal? Refusal)
{
    internal static StartedIngestion Refused(string code, string message) => new(null, new Refusal(code, message));
}
