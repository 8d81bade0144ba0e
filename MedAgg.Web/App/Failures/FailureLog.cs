using MedAgg.Web.Kit;
using Microsoft.AspNetCore.Diagnostics;

namespace MedAgg.Web.App.Failures;

/// <summary>Logs a request that failed under the reference that the error page shows.</summary>
internal sealed class FailureLog(IProblemDetailsService problems, ILogger<FailureLog> logger) : IExceptionHandler
{
    private const string Key = "medagg-reference";

    public static string? ReferenceOf(HttpContext context) => context.Items[Key] as string;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            // The sender's fault: a form that waited too long, a body too large. The status has its page.
            Log.RequestRefused(logger, httpContext.Request.Method, httpContext.Request.Path, bad.StatusCode, bad.Message);
            httpContext.Response.StatusCode = bad.StatusCode;
            return true;
        }

        string reference = Reference.New();
        httpContext.Items[Key] = reference;
        Log.RequestFailed(logger, httpContext.Request.Method, httpContext.Request.Path, reference, exception);
        if (!ForPrograms.Is(httpContext.Request))
            return false; // the error page answers

        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Title = "The request failed.", Status = httpContext.Response.StatusCode, Extensions = { ["reference"] = reference } },
        });
    }
}
