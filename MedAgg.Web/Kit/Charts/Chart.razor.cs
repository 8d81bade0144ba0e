using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Kit.Charts;

/// <summary>
/// Bars, columns or stacked bars of counts. ApexCharts draws the fills from the design tokens; labels, values, axes, focus and clicks are
/// plain HTML over it, so that a reader without script still has every number.
/// </summary>
public sealed partial class Chart : ComponentBase
{
    private readonly string _id = "chart-" + Guid.NewGuid().ToString("N")[..8];
    private ChartTable? _table;
    private ChartScale _scale = new(1, [0, 1]);

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>What is counted, as the badge in the header says it: patients, images, mm.</summary>
    [Parameter, EditorRequired] public required string Unit { get; set; }

    [Parameter] public ChartKind Kind { get; set; }

    /// <summary>Null while loading: the card shows a skeleton.</summary>
    [Parameter, EditorRequired] public ChartData? Data { get; set; }

    /// <summary>Beside <c>n</c> in the header: "sampled 2 000 of 112 104", a filter. <c>n</c> itself comes from <see cref="ChartData.Whole"/>.</summary>
    [Parameter] public string? Scope { get; set; }

    /// <summary>How a value is written; whole numbers without it.</summary>
    [Parameter] public Func<double, string>? ValueFormat { get; set; }

    /// <summary>A line under the drawing: median, what is left out.</summary>
    [Parameter] public string? Foot { get; set; }

    /// <summary>A vertical line over columns.</summary>
    [Parameter] public ChartMark? Mark { get; set; }

    /// <summary>A click or Enter on a bar filters, with Shift excludes. Without it bars are only read.</summary>
    [Parameter] public EventCallback<ChartChoice> Chosen { get; set; }

    [Parameter] public string? EmptySays { get; set; }

    [Parameter] public RenderFragment? EmptyAction { get; set; }

    /// <summary>Reference of a failed computation, see <see cref="Reference"/>.</summary>
    [Parameter] public string? ErrorReference { get; set; }

    [Parameter] public EventCallback Retried { get; set; }

    [Parameter] public string Class { get; set; } = "";

    [Inject] private IStringLocalizer<Texts> T { get; set; } = null!;

    private string ScopeText => string.Join(" · ", new[]
    {
        Data?.Whole is { } whole ? T.Say("Chart.Total", whole) : null,
        Scope,
        Data is { AddsUpAboveWhole: true } ? T["Chart.Multi"].Value : null,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private Func<string>? DrawFile => Data is { } data
        ? () => ChartSvg.Draw(Kind, data, _scale, new ChartSvgText(Title, $"{Unit} · {ScopeText}"), Written)
        : null;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Data is null)
            return;

        _scale = Kind == ChartKind.Columns
            ? ChartScale.For(Data.Largest, isWhole: ValueFormat is null)
            : new(Data.Largest <= 0 ? 1 : Data.Largest, []);
        _table = Kind == ChartKind.StackedBars ? StackedTable(Data) : PlainTable(Data);
    }

    private string Written(double value) => ValueFormat is null ? Format.Number((long)value) : ValueFormat(value);

    private string Says(string label, double value) => Data?.Whole is { } whole and > 0
        ? $"{label}: {T.Say("Chart.OfWhole", Written(value), Written(whole), Format.Percent(value / whole))}"
        : $"{label}: {Written(value)}";

    private ChartTable PlainTable(ChartData data)
    {
        ChartColumn[] columns = [new(T["Chart.Category"]), new(Unit)];
        return data.Whole is { } whole and > 0
            ? new([.. columns, new ChartColumn(T["Chart.Share"], IsShare: true)], [.. data.Categories.Select((category, i) => new object?[] { category.Label, data.Series[0].Values[i], data.Series[0].Values[i] / whole })])
            : new(columns, [.. data.Categories.Select((category, i) => new object?[] { category.Label, data.Series[0].Values[i] })]);
    }

    private ChartTable StackedTable(ChartData data) => new(
        [new(T["Chart.Category"]), .. data.Series.Select(series => new ChartColumn($"{series.Name}, {Unit}"))],
        [.. data.Categories.Select((category, i) => new object?[] { category.Label }.Concat(data.Series.Select(series => (object?)series.Values[i])).ToArray())]);
}
