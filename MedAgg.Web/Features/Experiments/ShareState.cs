namespace MedAgg.Web.Features.Experiments;

/// <summary>What a link to a report leads to.</summary>
/// <param name="RunId">The run; null when the link does not lead there any more.</param>
/// <param name="ExpiredAt">When the link ended by itself; null when it is open, was revoked, or never was one.</param>
public sealed record ShareState(long? RunId, DateTimeOffset? ExpiredAt);
