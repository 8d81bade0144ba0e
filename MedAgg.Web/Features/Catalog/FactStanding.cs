namespace MedAgg.Web.Features.Catalog;

/// <summary>How well a fact of a dataset is known.</summary>
public enum FactStanding
{
    /// <summary>Nobody says.</summary>
    Unknown,

    /// <summary>Said somewhere, not checked against a source.</summary>
    Unverified,

    /// <summary>Said by the source.</summary>
    Declared,

    /// <summary>Counted here, in the files.</summary>
    Measured,
}
