using System.Globalization;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace MedAgg.Web.Tests.Kit;

/// <summary>Renders one component to HTML in a language, as the first answer of the server has it.</summary>
internal static class Page
{
    public static async Task<string> RenderAsync<TComponent>(string language, Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging().AddLocalization().AddScoped<Viewer>().AddSingleton(TimeProvider.System)
            .AddSingleton<IJSRuntime, NoScript>()
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
            throw new InvalidOperationException($"No script while prerendering, yet {identifier} was called.");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }
}
