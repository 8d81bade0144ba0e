namespace MedAgg.Web.Kit;

/// <summary>Style class and icon of a tone.</summary>
public static class ToneLook
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Quiet => "line",
        Tone.Progress => "progress",
        Tone.Ready => "ready",
        Tone.Expired => "expired",
        Tone.Failed => "failed",
        Tone.Caution => "caution",
        _ => "",
    };

    /// <summary>Name of the icon, null for tones without one.</summary>
    public static string? Icon(this Tone tone) => tone switch
    {
        Tone.Progress => "refresh",
        Tone.Ready => "check",
        Tone.Expired => "schedule",
        Tone.Failed => "error",
        Tone.Caution => "warning",
        _ => null,
    };
}
