using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Ingestion;

/// <summary>One attempt at one ingestion: what every station needs to know.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="Attempt">Number of this attempt: the lease. A write of an older attempt is refused by the store.</param>
/// <param name="Request">The request as it was when the attempt began; stations that change it do so through <see cref="IngestionWriter"/>.</param>
/// <param name="Work">Folder for what is not finished.</param>
/// <param name="Progress">Counters of the running station.</param>
internal sealed record IngestionRun(long Id, int Attempt, IngestionRequest Request, WorkArea Work, StageProgress Progress)
{
    /// <summary>What was read of the archives before they were stored; null when nothing is read ahead.</summary>
    public ReadAhead? Ahead { get; init; }

    /// <summary>Version that is being filled.</summary>
    /// <exception cref="InvalidOperationException">The source is not resolved yet.</exception>
    public long VersionId => Request.VersionId ?? throw new InvalidOperationException($"Ingestion {Id} has no version yet.");
}
