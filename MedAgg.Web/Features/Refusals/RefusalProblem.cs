using MedAgg.Domain.Refusals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MedAgg.Web.Features.Refusals;

/// <summary>A refusal as the API tells it: problem details (RFC 9457) with the code as title.</summary>
internal static class RefusalProblem
{
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["SIGN_IN_REQUIRED"] = StatusCodes.Status401Unauthorized,
        ["TEAM_NOT_YOURS"] = StatusCodes.Status403Forbidden,
        ["QUOTA_NOT_ALLOWED"] = StatusCodes.Status403Forbidden,
        ["TEAM_UNKNOWN"] = StatusCodes.Status404NotFound,
        ["SERVER_PATH_NOT_ALLOWED"] = StatusCodes.Status403Forbidden,
        ["NOT_FOUND"] = StatusCodes.Status404NotFound,
        ["JOB_FINISHED"] = StatusCodes.Status409Conflict,
        ["JOB_NOT_FINISHED"] = StatusCodes.Status409Conflict,
        ["COLLECTION_BUSY"] = StatusCodes.Status409Conflict,
        ["ARCHIVE_NOT_READY"] = StatusCodes.Status409Conflict,
        ["ARCHIVE_EXPIRED"] = StatusCodes.Status410Gone,
        ["UPLOAD_TOO_LARGE"] = StatusCodes.Status413PayloadTooLarge,
        ["TOO_MANY_JOBS"] = StatusCodes.Status429TooManyRequests,
    };

    public static ProblemHttpResult Of(Refusal refusal) => TypedResults.Problem(
        refusal.Message,
        statusCode: Statuses.GetValueOrDefault(refusal.Code, StatusCodes.Status422UnprocessableEntity),
        title: refusal.Code,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
