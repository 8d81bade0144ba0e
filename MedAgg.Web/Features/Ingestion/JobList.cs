namespace MedAgg.Web.Features.Ingestion;

/// <summary>One page of jobs, and how many there are in each state of the same scope.</summary>
public sealed record JobList(IReadOnlyList<JobRow> Rows, IReadOnlyDictionary<JobState, long> Counts)
{
    public long CountOf(JobState state) => Counts.GetValueOrDefault(state);
}
