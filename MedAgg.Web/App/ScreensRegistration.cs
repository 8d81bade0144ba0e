using MedAgg.Web.App.Failures;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components.Web;
using Radzen;

namespace MedAgg.Web.App;

/// <summary>Enters the screens into a web node: components, accounts, languages.</summary>
public static class ScreensRegistration
{
    /// <summary>Services of the screens. Needs <c>AddMedAggStore</c> and a <see cref="TimeProvider"/>.</summary>
    public static WebApplicationBuilder AddMedAggScreens(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents().RegisterPersistentService<Viewer>(RenderMode.InteractiveServer)
            .RegisterPersistentService<Visitor>(RenderMode.InteractiveServer);
        services.AddRadzenComponents();
        services.AddLocalization();
        services.AddScoped<Viewer>();
        services.AddAccounts();
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureLog>();
        services.AddSingleton<RunningJobsQueries>();
        return builder;
    }

    /// <summary>The whole way of a request for a screen: errors, accounts, language, antiforgery, assets, pages.</summary>
    public static WebApplication MapMedAggScreens(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseMiddleware<SecondPass>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRequestLocalization(Culture.Configure);
        app.UseMiddleware<CultureKeeper>();
        app.UseAuthorization();
        app.UseMiddleware<PasswordDuty>();
        app.UseMiddleware<VisitorKeeper>();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapAccounts();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
