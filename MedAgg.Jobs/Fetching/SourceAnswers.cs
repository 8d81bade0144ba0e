using System.Net;

namespace MedAgg.Jobs.Fetching;

/// <summary>What a status that is not the file means for the one who waits for it.</summary>
internal static class SourceAnswers
{
    /// <summary>Null for a success with a body.</summary>
    /// <param name="what">Name of the file and its host as people know them, for the sentence.</param>
    /// <param name="now">From when the wait is counted that the source asks for.</param>
    public static TransferEnd? Refuse(FetchAnswer answer, string what, DateTimeOffset now)
    {
        HttpResponseMessage response = answer.Response!;
        int status = (int)response.StatusCode;
        if (RateLimits.IsLimit(response))
            return TransferEnd.TryAgain(SourceCodes.RateLimited, $"{what} is not given for now: its host was asked too often (HTTP {status}).", RateLimits.Wait(response, now));
        return response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.PartialContent => null,
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                TransferEnd.Fail(SourceCodes.NotFound, $"{what} is not there (HTTP {status})."),
            HttpStatusCode.Unauthorized when answer.IsShownCredentials =>
                TransferEnd.Fail(SourceCodes.CredentialsRefused, $"{what} is not given: its host does not take the stored credential (HTTP {status}). It may be wrong or have expired."),
            HttpStatusCode.Forbidden when answer.IsShownCredentials =>
                TransferEnd.Fail(SourceCodes.Forbidden, $"{what} is not given to the owner of the stored credential (HTTP {status})."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                TransferEnd.Fail(SourceCodes.Forbidden, $"{what} is not given without credentials or an accepted licence (HTTP {status})."),
            // 202 without the file: a wall in front of some repositories thinks the matter over.
            HttpStatusCode.Accepted or HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or >= HttpStatusCode.InternalServerError =>
                TransferEnd.TryAgain(SourceCodes.Unavailable, $"{what} cannot be had at present (HTTP {status}).", RateLimits.Wait(response, now)),
            _ => TransferEnd.Fail(SourceCodes.BadAnswer, $"{what} was answered with HTTP {status}."),
        };
    }

    public static TransferEnd NotData(string what, string? contentType) =>
        TransferEnd.Fail(SourceCodes.NotData, $"{what} is a web page ({contentType ?? "no content type"}) and not a data file; it may ask for a login.");
}
