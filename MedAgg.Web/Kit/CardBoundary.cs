using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace MedAgg.Web.Kit;

/// <summary>Keeps the failure of one card inside it: the rest of the page works on, the reference is in the log.</summary>
public sealed class CardBoundary : ErrorBoundaryBase
{
    private string _reference = "";

    [Inject]
    private ILogger<CardBoundary> Logger { get; set; } = null!;

    /// <inheritdoc />
    protected override Task OnErrorAsync(Exception exception)
    {
        _reference = Reference.New();
        Log.CardFailed(Logger, _reference, exception);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<ErrorState>(1);
        builder.AddComponentParameter(2, nameof(ErrorState.Reference), _reference);
        builder.AddComponentParameter(3, nameof(ErrorState.Retried), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }
}
