using System.Globalization;
using MedAgg.Web.Localisation;

namespace MedAgg.Web.Tests.Localisation;

public sealed class TimeFormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 22, 5, 9, TimeSpan.Zero);
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.CreateCustomTimeZone("+3", TimeSpan.FromHours(3), "+3", "+3");

    [Fact]
    public void A_moment_is_written_in_the_readers_zone()
    {
        Assert.Equal("11.03.2026 01:05", TimeFormat.DateTime(Now, Moscow, Language.Russian));
        Assert.Equal("11 Mar 2026 01:05", TimeFormat.DateTime(Now, Moscow, Language.English));
    }

    [Fact]
    public void Without_a_zone_it_is_utc_and_says_so() =>
        Assert.Equal("10 Mar 2026 22:05 UTC", TimeFormat.DateTime(Now, null, Language.English));

    [Theory]
    [InlineData("0:00:03", "0:03")]
    [InlineData("0:01:12", "1:12")]
    [InlineData("1:02:03", "1:02:03")]
    [InlineData("2.01:00:00", "49:00:00")]
    public void A_clock_counts_hours_when_there_are_some(string span, string clock) =>
        Assert.Equal(clock, TimeFormat.Clock(TimeSpan.Parse(span, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0:00:00.250", "250 мс", "250 ms")]
    [InlineData("0:01:40", "1 мин 40 с", "1 min 40 s")]
    [InlineData("0:02:00", "2 мин", "2 min")]
    [InlineData("2.03:04:05", "2 дн. 3 ч", "2 d 3 h")]
    public void A_duration_has_two_units(string span, string russian, string english)
    {
        TimeSpan value = TimeSpan.Parse(span, CultureInfo.InvariantCulture);
        Assert.Equal(russian, TimeFormat.Duration(value, Language.Russian));
        Assert.Equal(english, TimeFormat.Duration(value, Language.English));
    }

    [Theory]
    [InlineData(-10, "только что", "just now")]
    [InlineData(-60, "1 минуту назад", "1 minute ago")]
    [InlineData(-300, "5 минут назад", "5 minutes ago")]
    [InlineData(-7200, "2 часа назад", "2 hours ago")]
    [InlineData(259200, "через 3 дня", "in 3 days")]
    [InlineData(-86400, "1 день назад", "1 day ago")]
    [InlineData(-5184000, "09.01.2026", "9 Jan 2026")]
    public void A_distance_is_said_in_words_and_then_as_a_date(int seconds, string russian, string english)
    {
        Assert.Equal(russian, TimeFormat.Relative(Now.AddSeconds(seconds), Now, null, Language.Russian));
        Assert.Equal(english, TimeFormat.Relative(Now.AddSeconds(seconds), Now, null, Language.English));
    }

    [Fact]
    public void A_missing_moment_is_a_dash() =>
        Assert.Equal(("–", "–", "–"), (TimeFormat.Date(null), TimeFormat.DateTime(null), TimeFormat.Clock(null)));
}
