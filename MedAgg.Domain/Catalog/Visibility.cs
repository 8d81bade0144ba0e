namespace MedAgg.Domain.Catalog;

/// <summary>Who may see a dataset.</summary>
public enum Visibility
{
    Public,
    Team,
    Private,
}
