namespace MedAgg.Domain.Catalog;

/// <summary>What a licence allows, coarse enough to filter by.</summary>
public enum LicenceClass
{
    /// <summary>No licence is stated, or the statements contradict each other.</summary>
    Unknown,

    /// <summary>Any use, at most with attribution: public domain, CC0, CC BY, MIT.</summary>
    Open,

    /// <summary>Any use, derived works under the same licence: CC BY-SA.</summary>
    ShareAlike,

    /// <summary>Non-commercial use only: CC BY-NC and relatives.</summary>
    NonCommercial,

    /// <summary>Bound to an agreement, a competition or a use agreement.</summary>
    Restricted,
}
