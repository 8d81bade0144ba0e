namespace MedAgg.Domain.Catalog;

/// <summary>What a person must do before the source hands out the files.</summary>
public enum DatasetAccess
{
    Unknown,
    Open,
    Registration,
    Credentialed,
    OnRequest,
    Competition,
    Agreement,
    Application,
    Gated,
}
