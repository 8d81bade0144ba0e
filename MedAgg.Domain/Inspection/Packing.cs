namespace MedAgg.Domain.Inspection;

/// <summary>How bytes stand in their blob.</summary>
public enum Packing
{
    /// <summary>As they are.</summary>
    Stored,

    /// <summary>Raw deflate (RFC 1951), as in a ZIP entry.</summary>
    Deflate,
}
