namespace MedAgg.Web.Features.Ingestion;

/// <summary>What is said of a file before it is sent in pieces.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Size">Its bytes.</param>
public sealed record UploadBody(string Name, long Size)
{
    /// <summary>When the file was changed last, in any unit that stays the same. With it, a file of the same name and size goes on where an earlier upload of this account stopped; null begins anew.</summary>
    public long? Modified { get; init; }

    /// <summary>The team that it will be for, whose limits are judged before a byte is sent; null for the person.</summary>
    public long? TeamId { get; init; }
}
