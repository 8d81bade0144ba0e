namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Codes of what is refused beside the rules between terms.</summary>
public static class VocabularyCodes
{
    public const string NotAllowed = "ADMINISTRATOR_REQUIRED";

    /// <summary>Somebody changed the term since it was read.</summary>
    public const string ChangedMeanwhile = "CHANGED_MEANWHILE";

    /// <summary>Datasets state the term that is to go.</summary>
    public const string TermUsed = "TERM_USED";

    /// <summary>Terms refer to the term that is to go.</summary>
    public const string TermNeeded = "TERM_NEEDED";

    public const string IdWrong = "ID_WRONG";
    public const string NameMissing = "NAME_MISSING";
    public const string WordTooLong = "WORD_TOO_LONG";
    public const string TermUnknown = "TERM_UNKNOWN";

    /// <summary>A later change of the same term must be undone first.</summary>
    public const string ChangedSince = "CHANGED_SINCE";
}
