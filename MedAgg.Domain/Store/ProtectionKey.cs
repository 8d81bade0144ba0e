namespace MedAgg.Domain.Store;

/// <summary>A key of ASP.NET Core Data Protection; web nodes share them, so that a cookie of one is good on all.</summary>
public sealed record ProtectionKey
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}
