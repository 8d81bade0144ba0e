namespace MedAgg.Web.Features.Discovery;

/// <summary>Codes of questions to providers that are not taken.</summary>
internal static class DiscoveryCodes
{
    public const string TextMissing = "SEARCH_TEXT_MISSING";
    public const string TextTooLong = "SEARCH_TEXT_TOO_LONG";
    public const string TooMany = "SEARCHES_TOO_MANY";
    public const string Unknown = "SEARCH_UNKNOWN";
}
