namespace MedAgg.Imaging.Pixels;

/// <summary>Whether native code may run in this process. A worker that may die switches it on; a web process never does.</summary>
public static class NativeCodecs
{
    /// <summary>Off by default. Set once at start.</summary>
    public static bool Allowed { get; set; }
}
