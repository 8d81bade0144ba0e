using Microsoft.AspNetCore.Components.Endpoints;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Whoever came in with a one-time password sees no page but the one that replaces it, and may ask no API.</summary>
internal sealed class PasswordDuty(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.User.MustChangePassword() || context.Request.Path.StartsWithSegments("/account"))
            return next(context);

        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            return next(context); // styles, scripts, sockets

        context.Response.Redirect("/account/password?returnUrl=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
        return Task.CompletedTask;
    }
}
