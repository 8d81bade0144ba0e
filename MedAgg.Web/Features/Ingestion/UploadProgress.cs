namespace MedAgg.Web.Features.Ingestion;

/// <summary>How far an upload in pieces is.</summary>
/// <param name="Id">Names it in addresses; only its author may use it.</param>
/// <param name="Name">Last part of the file's name.</param>
/// <param name="Size">Bytes of the whole file.</param>
/// <param name="Received">Bytes that are kept: the next piece begins here.</param>
public sealed record UploadProgress(string Id, string Name, long Size, long Received)
{
    /// <summary>Whether all bytes are here.</summary>
    public bool IsWhole => Received == Size;
}
