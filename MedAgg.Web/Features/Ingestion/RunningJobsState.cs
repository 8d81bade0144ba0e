namespace MedAgg.Web.Features.Ingestion;

/// <summary>The unfinished ingestions, for the indicator in the header.</summary>
/// <param name="Count">Queued and running ones.</param>
/// <param name="Share">How far they are together, 0 to 1: the mean of their finished stages.</param>
public sealed record RunningJobsState(int Count, double Share);
