using MedAgg.Domain.Store;
using MedAgg.Web.App;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Features.Comparison;
using MedAgg.Web.Features.Discovery;
using MedAgg.Web.Features.Experiments;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Features.Inspection;
using MedAgg.Web.Features.Quotas;
using MedAgg.Web.Features.Vocabularies;

namespace MedAgg.Web.Hosting;

/// <summary>Builds a web node: pages, API, health.</summary>
internal static class WebNode
{
    public static WebApplication Build(NodeSettings settings, string address)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(WebNode).Assembly.GetName().Name,
        });
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "MedAgg.Web.staticwebassets.runtime.json")))
            builder.WebHost.UseStaticWebAssets(); // run from the build folder: assets stand where they were built from
        builder.WebHost.UseUrls(address);
        NodeConfiguration.PutDefaults(builder.Configuration, settings);
        builder.Services.AddMedAggNode(settings, builder.Configuration, runsJobs: false);
        builder.AddMedAggScreens();
        builder.Services.AddCatalogFeature();
        builder.Services.AddComparisonFeature();
        builder.Services.AddInspectionFeature();
        builder.Services.AddOpenApi();
        builder.Services.AddHealthChecks().AddDbContextCheck<MedAggContext>();

        WebApplication app = builder.Build();
        app.Use(AddSecurityHeadersAsync);
        app.MapHealthChecks("/health");
        app.MapOpenApi();
        app.MapMedAggScreens();
        app.MapIngestionFeature();
        app.MapQuotasFeature();
        app.MapCollectionsFeature();
        app.MapExperimentsFeature();
        app.MapDiscoveryFeature();
        app.MapCatalogFeature();
        app.MapComparisonFeature();
        app.MapVocabulariesFeature();
        app.MapInspectionFeature();
        return app;
    }

    private static Task AddSecurityHeadersAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin"; // an address of ours may hold a question
        return next(context);
    }
}
