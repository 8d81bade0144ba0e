using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace MedAgg.Web.App.Failures;

/// <summary>
/// A failed request runs a second time, to make the page that tells about it. That page is looked at, not posted to: what was wrong with the
/// form must not fail it again. Programs get the bare status.
/// </summary>
internal sealed class SecondPass(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.ContentType = null;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            context.Features.Set<IFormFeature>(null);
        }
        else if (ForPrograms.Is(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }
}
