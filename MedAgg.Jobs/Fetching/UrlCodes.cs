namespace MedAgg.Jobs.Fetching;

/// <summary>Codes of the URL guard.</summary>
public static class UrlCodes
{
    public const string Public = "PUBLIC";
    public const string AllowList = "ALLOWLIST";
    public const string Invalid = "URL_INVALID";
    public const string TooLong = "URL_TOO_LONG";
    public const string SchemeNotAllowed = "SCHEME_NOT_ALLOWED";
    public const string PortNotAllowed = "PORT_NOT_ALLOWED";
    public const string AddressNotPublic = "ADDRESS_NOT_PUBLIC";
    public const string NameNotFound = "DNS_FAILED";
    public const string OwnHost = "OWN_HOST";
    public const string TooManyRedirects = "TOO_MANY_REDIRECTS";
    public const string Downgrade = "DOWNGRADE";
}
