namespace MedAgg.Web.Localisation;

/// <summary>Names and values of the cookies that carry a visitor's language, theme and time zone.</summary>
public static class Preferences
{
    /// <summary>What the visitor asked for: <c>light</c> or <c>dark</c>; absent follows the system.</summary>
    public const string ThemeCookie = "medagg-theme";

    /// <summary>What the visitor's system prefers, told by the browser's script: <c>light</c> or <c>dark</c>.</summary>
    public const string SystemThemeCookie = "medagg-system-theme";

    /// <summary>IANA time zone, told by the browser's script.</summary>
    public const string TimeZoneCookie = "medagg-tz";

    /// <summary>ASP.NET Core's culture cookie under our name.</summary>
    public const string LanguageCookie = "medagg-culture";

    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>How the cookies are kept: a year, readable by the script, first party only.</summary>
    public static CookieOptions CookieOptions => new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/" };

    public static bool IsTheme(string? theme) => theme is Light or Dark;

    /// <summary>The theme to render: the chosen one, else the system's, else light.</summary>
    public static string ThemeOf(IRequestCookieCollection cookies) =>
        cookies[ThemeCookie] is { } chosen && IsTheme(chosen) ? chosen
        : cookies[SystemThemeCookie] is Dark ? Dark
        : Light;
}
