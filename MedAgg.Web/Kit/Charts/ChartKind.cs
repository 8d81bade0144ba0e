namespace MedAgg.Web.Kit.Charts;

/// <summary>The forms of <see cref="Chart"/>.</summary>
public enum ChartKind
{
    /// <summary>One horizontal bar a category, with label, value and share beside it.</summary>
    Bars,

    /// <summary>Columns over an axis: histograms, timelines.</summary>
    Columns,

    /// <summary>Horizontal bars of several series, one after the other.</summary>
    StackedBars,
}
