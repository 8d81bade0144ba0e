namespace MedAgg.Web.Features.Ingestion;

/// <summary>The unfinished ingestions of a reader and of his teams, for the indicator in the header.</summary>
/// <param name="Count">Queued and running ones.</param>
/// <param name="Share">How far they are together, 0 to 1: the mean of their shares.</param>
public sealed record RunningJobsState(int Count, double Share);
