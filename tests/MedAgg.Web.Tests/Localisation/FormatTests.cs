using MedAgg.Web.Localisation;

namespace MedAgg.Web.Tests.Localisation;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0L, "0", "0")]
    [InlineData(999L, "999", "999")]
    [InlineData(1110L, "1\u202F110", "1,110")]
    [InlineData(112104L, "112\u202F104", "112,104")]
    [InlineData(-2500000L, "\u22122\u202F500\u202F000", "\u22122,500,000")]
    [InlineData(null, "–", "–")]
    public void Whole_numbers_are_grouped(long? number, string russian, string english) =>
        AssertBoth(russian, english, language => Format.Number(number, language));

    [Theory]
    [InlineData(1872.5, 1, "1\u202F872,5", "1,872.5")]
    [InlineData(-0.04, 1, "0,0", "0.0")]
    [InlineData(0.125, 2, "0,13", "0.13")]
    [InlineData(double.NaN, 1, "–", "–")]
    [InlineData(null, 1, "–", "–")]
    public void Decimals_never_become_a_negative_nothing(double? number, int decimals, string russian, string english) =>
        AssertBoth(russian, english, language => Format.Decimal(number, decimals, language));

    [Theory]
    [InlineData(0.7, "0,7", "0.7")]
    [InlineData(3.0, "3", "3")]
    [InlineData(0.1391, "0,139", "0.139")]
    [InlineData(-0.0001, "0", "0")]
    public void A_short_number_has_no_idle_zeros(double number, string russian, string english) =>
        AssertBoth(russian, english, language => Format.Short(number, 3, language));

    [Theory]
    [InlineData(0.538, "53,8\u202F%", "53.8%")]
    [InlineData(0.0, "0,0\u202F%", "0.0%")]
    [InlineData(1.0, "100,0\u202F%", "100.0%")]
    [InlineData(0.00003, "<\u202F0,1\u202F%", "<\u202F0.1%")]
    [InlineData(0.99997, ">\u202F99,9\u202F%", ">\u202F99.9%")]
    [InlineData(2.5, "250,0\u202F%", "250.0%")]
    [InlineData(null, "–", "–")]
    public void A_share_tells_nothing_from_little(double? share, string russian, string english) =>
        AssertBoth(russian, english, language => Format.Percent(share, language));

    [Fact]
    public void A_share_of_nothing_is_missing() => Assert.Equal("–", Format.Percent(0, 0, Language.English));

    [Theory]
    [InlineData(0L, "0 Б", "0 B")]
    [InlineData(1023L, "1\u202F023 Б", "1,023 B")]
    [InlineData(1024L, "1,0 КиБ", "1.0 KiB")]
    [InlineData(1181116006L, "1,1 ГиБ", "1.1 GiB")]
    [InlineData(133143986176L, "124 ГиБ", "124 GiB")]
    [InlineData(1048575L, "1,0 МиБ", "1.0 MiB")]
    [InlineData(long.MaxValue, "8\u202F192 ПиБ", "8,192 PiB")]
    [InlineData(null, "–", "–")]
    public void Sizes_are_in_binary_units(long? bytes, string russian, string english) =>
        AssertBoth(russian, english, language => Format.Bytes(bytes, language));

    [Theory]
    [InlineData(9999L, "9\u202F999", "9,999")]
    [InlineData(46411L, "46,4 тыс.", "46.4K")]
    [InlineData(1930000L, "1,9 млн", "1.9M")]
    [InlineData(999600L, "1,0 млн", "1.0M")]
    [InlineData(124000000000L, "124 млрд", "124B")]
    public void Large_numbers_have_a_compact_form(long number, string russian, string english) =>
        AssertBoth(russian, english, language => Format.Compact(number, language));

    private static void AssertBoth(string russian, string english, Func<string, string> write) =>
        Assert.Equal((russian, english), (write(Language.Russian), write(Language.English)));
}
