using MedAgg.Web.Localisation;

namespace MedAgg.Web.Tests.Localisation;

public sealed class MessageTests
{
    private const string Images = "{0, plural, one {# снимок} few {# снимка} many {# снимков} other {# снимка}}";

    [Theory]
    [InlineData(1, "1 снимок")]
    [InlineData(2, "2 снимка")]
    [InlineData(5, "5 снимков")]
    [InlineData(1.5, "1,5 снимка")]
    [InlineData(112104, "112\u202F104 снимка")]
    public void Russian_plurals_follow_the_number(object count, string said) =>
        Assert.Equal(said, Message.Fill(Language.Russian, Images, count));

    [Theory]
    [InlineData(1, "1 image")]
    [InlineData(1110, "1,110 images")]
    public void English_plurals_follow_the_number(int count, string said) =>
        Assert.Equal(said, Message.Fill(Language.English, "{0, plural, one {# image} other {# images}}", count));

    [Fact]
    public void Values_stand_where_their_number_says() =>
        Assert.Equal("3 of 504 files of cmmd", Message.Fill(Language.English, "{1} of {0, plural, one {# file} other {# files of {2}}}", 504, 3, "cmmd"));

    [Fact]
    public void A_missing_value_is_a_dash() => Assert.Equal("n = –", Message.Fill(Language.English, "n = {0}", [null]));

    [Theory]
    [InlineData("{0")]
    [InlineData("{1}")]
    [InlineData("{name}")]
    [InlineData("{0, select, one {a}}")]
    [InlineData("{0, plural, one {a}")]
    [InlineData("{0, plural, few {a}}")]
    [InlineData("a } b")]
    public void A_broken_text_is_told(string text) =>
        Assert.Throws<FormatException>(() => Message.Fill(Language.English, text, 7));
}
