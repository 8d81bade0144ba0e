namespace MedAgg.Imaging.Rendering;

/// <summary>A grey window in rescaled units (HU for CT).</summary>
/// <param name="Center">Middle.</param>
/// <param name="Width">Extent, more than 0.</param>
public readonly record struct DisplayWindow(double Center, double Width)
{
    /// <summary>CT presets by name, in HU: soft tissue, lung, liver, bone, brain, mediastinum, stroke.</summary>
    public static IReadOnlyDictionary<string, DisplayWindow> CtPresets { get; } = new Dictionary<string, DisplayWindow>(StringComparer.Ordinal)
    {
        ["soft-tissue"] = new(40, 400),
        ["lung"] = new(-600, 1500),
        ["liver"] = new(90, 150),
        ["bone"] = new(480, 2500),
        ["brain"] = new(40, 80),
        ["mediastinum"] = new(50, 350),
        ["stroke"] = new(40, 40),
    };
}

/// <summary>What to draw.</summary>
public sealed record PreviewOptions
{
    /// <summary>The defaults.</summary>
    public static PreviewOptions Default { get; } = new();

    /// <summary>Longest side in pixels, 1 … 16,384. Default 256; smaller pictures keep their size.</summary>
    public int MaxSide { get; init; } = 256;

    /// <summary>Frame or slice from 0; null for the middle one.</summary>
    public int? Frame { get; init; }

    /// <summary>Window in rescaled units; null for the file's own, else percentiles.</summary>
    public DisplayWindow? Window { get; init; }

    /// <summary>Turns black and white round, after MONOCHROME1 was.</summary>
    public bool Invert { get; init; }
}
