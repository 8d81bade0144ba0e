namespace MedAgg.Web.Features.Ingestion;

/// <summary>Codes of requests that are turned away before there is a job.</summary>
internal static class DoorCodes
{
    public const string SignInRequired = "SIGN_IN_REQUIRED";
    public const string TeamNotYours = "TEAM_NOT_YOURS";
    public const string NameTooLong = "NAME_TOO_LONG";
    public const string SourceMissing = "SOURCE_MISSING";
    public const string ChoiceInvalid = "CHOICE_INVALID";
    public const string CredentialUnknown = "CREDENTIAL_UNKNOWN";
    public const string PathNotAllowed = "SERVER_PATH_NOT_ALLOWED";
    public const string PathNotFound = "PATH_NOT_FOUND";
    public const string UploadUnknown = "UPLOAD_UNKNOWN";
    public const string UploadTooLarge = "UPLOAD_TOO_LARGE";
    public const string UploadEmpty = "UPLOAD_EMPTY";
    public const string UploadOutOfStep = "UPLOAD_OUT_OF_STEP";
    public const string TooManyJobs = "TOO_MANY_JOBS";
    public const string NotFinished = "JOB_NOT_FINISHED";
    public const string Finished = "JOB_FINISHED";
    public const string NotFound = "NOT_FOUND";
}
