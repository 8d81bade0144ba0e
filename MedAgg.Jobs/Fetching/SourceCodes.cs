namespace MedAgg.Jobs.Fetching;

/// <summary>Codes of a source that does not give what was asked.</summary>
public static class SourceCodes
{
    /// <summary>404 or 410.</summary>
    public const string NotFound = "SOURCE_NOT_FOUND";

    /// <summary>401 or 403: the source wants credentials or an accepted licence.</summary>
    public const string Forbidden = "SOURCE_FORBIDDEN";

    /// <summary>No connection, a time-out, or the same server error on every try.</summary>
    public const string Unavailable = "SOURCE_UNAVAILABLE";

    /// <summary>The source says that it was asked too often, and for longer than is waited.</summary>
    public const string RateLimited = "SOURCE_RATE_LIMITED";

    /// <summary>More in one listing than the limit, or a listing that says of itself that it is not whole.</summary>
    public const string ListingTooLong = "SOURCE_LISTING_TOO_LONG";

    /// <summary>The source asks for credentials that nobody has stored for its host.</summary>
    public const string CredentialsMissing = "CREDENTIALS_MISSING";

    /// <summary>The source does not take the stored credentials.</summary>
    public const string CredentialsRefused = "CREDENTIALS_REFUSED";

    /// <summary>The source gives the files only after its terms are accepted there, or access is granted by people.</summary>
    public const string AccessNotGranted = "ACCESS_NOT_GRANTED";

    /// <summary>The source only links to files elsewhere.</summary>
    public const string LinkOnly = "SOURCE_LINK_ONLY";

    /// <summary>The source has no patients or classes to choose by.</summary>
    public const string ChoiceNotPossible = "CHOICE_NOT_POSSIBLE";

    /// <summary>Nothing is left after the choice.</summary>
    public const string ChoiceEmpty = "CHOICE_EMPTY";

    /// <summary>Any other status, a broken protocol, a content coding nobody asked for.</summary>
    public const string BadAnswer = "SOURCE_BAD_ANSWER";

    /// <summary>A web page where a file was expected.</summary>
    public const string NotData = "SOURCE_NOT_DATA";

    /// <summary>No bytes at all.</summary>
    public const string Empty = "SOURCE_EMPTY";

    /// <summary>More bytes than the limit.</summary>
    public const string TooLarge = "DOWNLOAD_TOO_LARGE";

    /// <summary>The source keeps ending before its own stated length.</summary>
    public const string Truncated = "DOWNLOAD_TRUNCATED";

    /// <summary>The file became another one while it was fetched, again and again.</summary>
    public const string Changed = "DOWNLOAD_CHANGED";

    /// <summary>Size or checksum are not the ones that the source states.</summary>
    public const string Mismatch = "DOWNLOAD_MISMATCH";

    /// <summary>Slower than the least rate, or silent too long.</summary>
    public const string TooSlow = "DOWNLOAD_TOO_SLOW";

    /// <summary>No room on this node.</summary>
    public const string DiskFull = Storage.DiskSpace.FullCode;

    /// <summary>The kind of source is known to no provider.</summary>
    public const string NotRecognised = "SOURCE_NOT_RECOGNISED";
}
