namespace MedAgg.Web.Kit;

/// <summary>What a colour of state means. A tone is always shown with an icon and a word.</summary>
public enum Tone
{
    Neutral,

    /// <summary>Stopped by somebody: neutral with an edge.</summary>
    Quiet,
    Progress,
    Ready,
    Expired,
    Failed,
    Caution,
}
