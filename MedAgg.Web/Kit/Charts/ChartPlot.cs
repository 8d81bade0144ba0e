using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;

namespace MedAgg.Web.Kit.Charts;

/// <summary>The drawn part of a chart: made when it comes to the page, updated in place with new data, ended when it leaves.</summary>
public sealed class ChartPlot : ComponentBase, IAsyncDisposable
{
    private ElementReference _element;
    private IJSObjectReference? _module;
    private IJSObjectReference? _drawing;
    private ChartDrawing? _drawn;
    private bool _isDrawing;

    [Parameter, EditorRequired] public required ChartKind Kind { get; set; }

    [Parameter, EditorRequired] public required ChartData Data { get; set; }

    /// <summary>End of the value axis.</summary>
    [Parameter, EditorRequired] public required double Top { get; set; }

    /// <summary>Title, unit and scope in one sentence.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_drawing is not null)
            {
                await _drawing.InvokeVoidAsync("dispose");
                await _drawing.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            return; // the browser has gone and its drawing with it
        }
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "plot");
        builder.AddAttribute(2, "role", "img");
        builder.AddAttribute(3, "aria-label", Label);
        builder.AddElementReferenceCapture(4, element => _element = element);
        builder.CloseElement();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isDrawing)
            return;

        _isDrawing = true;
        try
        {
            // New data may come while the browser draws: the last one wins.
            while (ChartDrawing.Of(Kind, Data, Top) is var wanted && !wanted.IsSame(_drawn))
            {
                _drawn = wanted;
                await DrawAsync(wanted);
            }
        }
        catch (JSDisconnectedException)
        {
            return; // the browser has gone
        }
        finally
        {
            _isDrawing = false;
        }
    }

    private async Task DrawAsync(ChartDrawing wanted)
    {
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/chart.js"]);
        if (_drawing is null)
            _drawing = await _module.InvokeAsync<IJSObjectReference>("draw", _element, wanted);
        else
            await _drawing.InvokeVoidAsync("update", wanted);
    }
}
