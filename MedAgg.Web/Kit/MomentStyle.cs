namespace MedAgg.Web.Kit;

/// <summary>How a moment is written.</summary>
public enum MomentStyle
{
    /// <summary>Day and minute.</summary>
    DateTime,
    Date,

    /// <summary>Hour and minute.</summary>
    Time,

    /// <summary>With seconds.</summary>
    Log,

    /// <summary>"5 minutes ago".</summary>
    Relative,
}
