using System.Globalization;

namespace MedAgg.Web.Localisation;

/// <summary>How the interface writes moments and spans. Days have four-digit years and months that cannot be mistaken: <c>10.03.2026</c>, <c>10 Mar 2026</c>.</summary>
public static class TimeFormat
{
    private const string English = "{0, plural, one {# ";

    /// <summary>A day in the time zone given; UTC without one.</summary>
    public static string Date(DateTimeOffset? moment, TimeZoneInfo? zone = null, string? language = null) =>
        moment is { } value ? Date(DateOnly.FromDateTime(In(value, zone).DateTime), language) : Format.Missing;

    public static string Date(DateOnly day, string? language = null) =>
        day.ToString(Format.IsRussian(language) ? "dd.MM.yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Day and minute: <c>10.03.2026 14:05</c>; marked <c>UTC</c> where the zone of the reader is unknown.</summary>
    public static string DateTime(DateTimeOffset? moment, TimeZoneInfo? zone = null, string? language = null) =>
        moment is { } value
            ? $"{Date(value, zone, language)} {Time(value, zone)}{(zone is null ? " UTC" : "")}"
            : Format.Missing;

    /// <summary>The minute of the day: <c>14:05</c>.</summary>
    public static string Time(DateTimeOffset moment, TimeZoneInfo? zone = null) =>
        In(moment, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The second of the day, for logs: <c>14:05:09</c>.</summary>
    public static string TimeOfLog(DateTimeOffset moment, TimeZoneInfo? zone = null) =>
        In(moment, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A span as a clock shows it: <c>1:12</c>, <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan? span) =>
        span is not { } value ? Format.Missing
        : value.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalHours}:{value.Minutes:00}:{value.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{value.Minutes}:{value.Seconds:00}");

    /// <summary>A span in its two largest units: <c>1 min 40 s</c>, <c>2 дн. 3 ч</c>; below a second in milliseconds.</summary>
    public static string Duration(TimeSpan? span, string? language = null)
    {
        if (span is not { } value)
            return Format.Missing;

        bool isRussian = Format.IsRussian(language);
        (long Count, string Unit)[] parts =
        [
            ((long)value.TotalDays, isRussian ? "дн." : "d"),
            (value.Hours, isRussian ? "ч" : "h"),
            (value.Minutes, isRussian ? "мин" : "min"),
            (value.Seconds, isRussian ? "с" : "s"),
        ];
        int first = Array.FindIndex(parts, part => part.Count > 0);
        if (first < 0)
            return Format.Number((long)value.TotalMilliseconds, language) + (isRussian ? " мс" : " ms");

        IEnumerable<string> said = parts.Skip(first).Take(2).Where(part => part.Count > 0).Select(part => $"{Format.Number(part.Count, language)} {part.Unit}");
        return string.Join(' ', said);
    }

    /// <summary>How long ago or how soon: <c>5 минут назад</c>, <c>in 3 days</c>, <c>just now</c>; a date beyond thirty days.</summary>
    public static string Relative(DateTimeOffset moment, DateTimeOffset now, TimeZoneInfo? zone = null, string? language = null)
    {
        TimeSpan distance = (moment - now).Duration();
        bool isRussian = Format.IsRussian(language);
        if (distance < TimeSpan.FromSeconds(45))
            return isRussian ? "только что" : "just now";
        if (distance > TimeSpan.FromDays(30))
            return Date(moment, zone, language);

        (long count, string russian, string english) = distance.TotalMinutes < 59.5
            ? ((long)Math.Max(1, Math.Round(distance.TotalMinutes)), "one {# минуту} few {# минуты} many {# минут} other {# минуты}", "minute")
            : distance.TotalHours < 23.5
                ? ((long)Math.Round(distance.TotalHours), "one {# час} few {# часа} many {# часов} other {# часа}", "hour")
                : ((long)Math.Round(distance.TotalDays), "one {# день} few {# дня} many {# дней} other {# дня}", "day");
        string span = isRussian
            ? Message.Fill(Language.Russian, "{0, plural, " + russian + "}", count)
            : Message.Fill(Language.English, English + english + "} other {# " + english + "s}}", count);
        return (isRussian, moment > now) switch
        {
            (true, true) => "через " + span,
            (true, false) => span + " назад",
            (false, true) => "in " + span,
            (false, false) => span + " ago",
        };
    }

    private static DateTimeOffset In(DateTimeOffset moment, TimeZoneInfo? zone) =>
        zone is null ? moment.ToUniversalTime() : TimeZoneInfo.ConvertTime(moment, zone);
}
