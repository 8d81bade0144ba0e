namespace MedAgg.Web.Features.Inspection;

/// <summary>How much a finding matters, the weightiest first.</summary>
public enum FindingSeverity
{
    /// <summary>Results would be wrong, or data are lost.</summary>
    High,

    /// <summary>To be known before training.</summary>
    Mid,

    /// <summary>Worth a look.</summary>
    Low,
}
