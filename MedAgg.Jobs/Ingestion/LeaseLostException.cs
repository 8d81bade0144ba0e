namespace MedAgg.Jobs.Ingestion;

/// <summary>Another worker has taken this ingestion over, or it has ended: whatever this one still holds must not be written.</summary>
public sealed class LeaseLostException(long ingestionId, int attempt)
    : Exception($"Attempt {attempt} of ingestion {ingestionId} is not the current one any more.");
