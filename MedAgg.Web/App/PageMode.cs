using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace MedAgg.Web.App;

/// <summary>Render modes are set on pages; what stands around a page (head, dialogs, job indicator) follows it.</summary>
internal static class PageMode
{
    /// <summary>The mode of the page that answers this request; null for static pages.</summary>
    public static IComponentRenderMode? Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type
            .GetCustomAttributes(typeof(RenderModeAttribute), inherit: true).OfType<RenderModeAttribute>().FirstOrDefault()?.Mode;
}
