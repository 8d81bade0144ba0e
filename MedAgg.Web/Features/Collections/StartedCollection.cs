using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Collections;

/// <summary>A collection in the queue, or why there is none.</summary>
public sealed record StartedCollection(long? Id, Refusal? Refusal)
{
    internal static StartedCollection Refused(string code, string message) => new(null, new Refusal(code, message));
}
