namespace MedAgg.Web.Features.Catalog;

/// <summary>A number of a dataset and how well it is known.</summary>
/// <param name="Value">Null exactly when <paramref name="Standing"/> is unknown.</param>
/// <param name="Standing">Measured, declared, unverified or unknown.</param>
public readonly record struct Figure(long? Value, FactStanding Standing)
{
    public static Figure Unknown { get; } = new(null, FactStanding.Unknown);

    /// <summary>A measured number where there is one, else what the source declares.</summary>
    /// <param name="measured">Null when nothing was measured.</param>
    /// <param name="declared">Null when the source does not say.</param>
    /// <param name="isUnverified">Whether nobody checked the declared number.</param>
    public static Figure Of(long? measured, long? declared, bool isUnverified) =>
        measured is not null ? new(measured, FactStanding.Measured)
        : declared is null ? Unknown
        : new(declared, isUnverified ? FactStanding.Unverified : FactStanding.Declared);
}
