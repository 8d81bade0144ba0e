namespace MedAgg.Web.Features.Accounts;

/// <summary>
/// Turns away writes that another site makes with the reader's cookie. A browser tells the origin of every write (<c>Sec-Fetch-Site</c>, else
/// <c>Origin</c>); a script sends neither, and has no cookie that it was not given.
/// </summary>
public sealed class SameSiteFilter : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        return IsOwn(context.HttpContext.Request)
            ? next(context)
            : ValueTask.FromResult<object?>(TypedResults.Problem("Another site asked for this.", statusCode: StatusCodes.Status403Forbidden, title: "CROSS_SITE"));
    }

    internal static bool IsOwn(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return true;
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";

        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
