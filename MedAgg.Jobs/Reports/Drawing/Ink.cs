namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>What a part of a picture is drawn with. Pages take the token of their theme, files the colour of the light theme.</summary>
/// <param name="Token">Custom property of the design tokens.</param>
/// <param name="Light">Its value in the light theme, <c>#rrggbb</c>.</param>
public sealed record Ink(string Token, string Light)
{
    public static Ink Grid { get; } = new("--ma-chart-grid", "#e6ebee");

    public static Ink Axis { get; } = new("--ma-chart-axis", "#aab5bd");

    public static Ink Label { get; } = new("--ma-chart-label", "#4f5d68");

    public static Ink Words { get; } = new("--ma-text", "#14212b");

    public static Ink Paper { get; } = new("--ma-surface", "#ffffff");

    public static Ink Edge { get; } = new("--ma-line-strong", "#c2ccd3");

    /// <summary>Ground of what stayed.</summary>
    public static Ink Kept { get; } = new("--ma-accent-soft", "#e3f0f2");

    /// <summary>Ground of what was left out.</summary>
    public static Ink LeftOut { get; } = new("--ma-caution-bg", "#fdf1d8");

    /// <summary>Lines and points of data series, colours of Okabe and Ito that reach 3:1 on paper.</summary>
    public static IReadOnlyList<Ink> Data { get; } =
    [
        new("--ma-data-1-line", "#0072b2"), new("--ma-data-2-line", "#b57700"), new("--ma-data-3-line", "#008a64"), new("--ma-data-4-line", "#b3588c"),
        new("--ma-data-8-line", "#4a5560"), new("--ma-data-6-line", "#c45500"),
    ];

    /// <summary>Amounts from little to much, one hue.</summary>
    public static IReadOnlyList<Ink> Amount { get; } =
    [
        new("--ma-seq-0", "#eef4f8"), new("--ma-seq-1", "#d3e4ef"), new("--ma-seq-2", "#a9cbe2"), new("--ma-seq-3", "#6fa9cf"), new("--ma-seq-4", "#2879ad"), new("--ma-seq-5", "#0a5688"),
    ];

    /// <summary>The ink of a series; more series than inks begin again with another dash and marker.</summary>
    public static Ink Of(int series) => Data[series % Data.Count];
}
