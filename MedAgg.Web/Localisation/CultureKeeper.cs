namespace MedAgg.Web.Localisation;

/// <summary>
/// Keeps a language that came by <c>?culture=</c>: the page's circuit is a request of its own, without that address, and must speak the same language.
/// </summary>
internal sealed class CultureKeeper(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        Culture.Settle(context);
        string? asked = context.Request.Query["culture"];
        if (Language.IsKnown(asked))
            Culture.Keep(context, asked!);
        return next(context);
    }
}
