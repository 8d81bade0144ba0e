namespace MedAgg.Domain.Ingestion;

public enum SourceKind
{
    Url,
    Upload,

    /// <summary>A file or folder on the server: administrators and the command line only.</summary>
    ServerPath,
}
