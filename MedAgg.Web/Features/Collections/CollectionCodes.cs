namespace MedAgg.Web.Features.Collections;

/// <summary>Codes of orders that are turned away before there is a build.</summary>
internal static class CollectionCodes
{
    public const string SignInRequired = "SIGN_IN_REQUIRED";
    public const string TeamNotYours = "TEAM_NOT_YOURS";
    public const string NameMissing = "NAME_MISSING";
    public const string NameTooLong = "NAME_TOO_LONG";
    public const string RecipeEmpty = "RECIPE_EMPTY";
    public const string LicenceNotAccepted = "LICENCE_NOT_ACCEPTED";
    public const string Busy = "COLLECTION_BUSY";
    public const string NotFound = "NOT_FOUND";
    public const string ArchiveNotReady = "ARCHIVE_NOT_READY";
    public const string ArchiveExpired = "ARCHIVE_EXPIRED";
}
