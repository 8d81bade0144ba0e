namespace MedAgg.Jobs.Archives;

/// <summary>Codes of archives and their entries.</summary>
public static class ArchiveCodes
{
    public const string Corrupt = "ARCHIVE_CORRUPT";
    public const string Inconsistent = "ARCHIVE_INCONSISTENT";
    public const string Overlapping = "ARCHIVE_OVERLAPPING_ENTRIES";
    public const string EscapesRoot = "ARCHIVE_ENTRY_ESCAPES_ROOT";
    public const string TooLarge = "ARCHIVE_TOO_LARGE";
    public const string TooManyEntries = "ARCHIVE_TOO_MANY_ENTRIES";
    public const string TooSlow = "ARCHIVE_TOO_SLOW";
    public const string NestedTooDeep = "ARCHIVE_NESTED_TOO_DEEP";
    public const string Empty = "ARCHIVE_EMPTY";
    public const string Encrypted = "ARCHIVE_ENCRYPTED";
    public const string MultiVolume = "ARCHIVE_MULTI_VOLUME";
    public const string MethodUnsupported = "ARCHIVE_METHOD_UNSUPPORTED";
    public const string FormatUnsupported = "ARCHIVE_FORMAT_UNSUPPORTED";
    public const string LinkSkipped = "ARCHIVE_LINK_SKIPPED";
    public const string SpecialFileSkipped = "ARCHIVE_SPECIAL_FILE_SKIPPED";
    public const string NameInvalid = "ARCHIVE_NAME_INVALID";
    public const string NameSanitised = "ARCHIVE_NAME_SANITISED";
    public const string NameGuessed = "ARCHIVE_NAME_GUESSED";
    public const string PathTooLong = "ARCHIVE_PATH_TOO_LONG";
    public const string Duplicate = "ARCHIVE_DUPLICATE_ENTRY";
    public const string Prefixed = "ARCHIVE_PREFIXED";
    public const string TrailingData = "ARCHIVE_TRAILING_DATA";
    public const string IsHtml = "CONTENT_IS_HTML";
    public const string FileEmpty = "FILE_EMPTY";
    public const string NotAnArchive = "FILE_NOT_AN_ARCHIVE";
}
