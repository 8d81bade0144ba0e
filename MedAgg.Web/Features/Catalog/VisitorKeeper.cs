using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Knows the browser of a visitor again. Once he signs in, what he searched before becomes his and the cookie goes.</summary>
internal sealed class VisitorKeeper(RequestDelegate next)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);

    public async Task InvokeAsync(HttpContext context, Visitor visitor, SearchOwnership ownership)
    {
        Guid? known = Guid.TryParseExact(context.Request.Cookies[Visitor.Cookie], "N", out Guid id) ? id : null;
        if (context.User.Id() is { } user)
        {
            if (known is { } before && HttpMethods.IsGet(context.Request.Method))
            {
                await ownership.JoinAsync(before, user, context.RequestAborted);
                context.Response.Cookies.Delete(Visitor.Cookie);
            }
        }
        else if (known is not null)
        {
            visitor.Id = known;
        }
        else if (context.Request.Path == "/" && HttpMethods.IsGet(context.Request.Method))
        {
            visitor.Id = Guid.NewGuid();
            context.Response.Cookies.Append(Visitor.Cookie, visitor.Id.Value.ToString("N"), new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = KeptFor,
                IsEssential = true,
            });
        }

        await next(context);
    }
}
