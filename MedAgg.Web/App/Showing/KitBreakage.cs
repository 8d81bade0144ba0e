using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.App.Showing;

/// <summary>Fails when shown, so that the kit page can show a failed card.</summary>
public sealed class KitBreakage : ComponentBase
{
    protected override void OnInitialized() => throw new InvalidOperationException("Broken on purpose by the kit page.");
}
