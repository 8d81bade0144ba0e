using MedAgg.Search.Understanding;

namespace MedAgg.Search.Tests.Understanding;

public sealed class MisspellingTests
{
    [Theory]
    [InlineData("pnuemonia", "pneumonia")]
    [InlineData("mamography", "mammography")]
    [InlineData("nodle", "nodule")]
    [InlineData("tubercolosis", "tuberculosis")]
    [InlineData("пневманния", "пневмония")]
    [InlineData("лехких", "легких")]
    public void A_mistake_of_fingers_or_ears_is_cheap(string typed, string right) =>
        Assert.InRange(Misspelling.Cost(typed, right, Misspelling.Limit(typed.Length)), 0.01, Misspelling.Limit(typed.Length));

    [Theory]
    [InlineData("beast", "breast")]
    [InlineData("contest", "congestion")]
    [InlineData("handle", "hand")]
    [InlineData("ejection", "detection")]
    [InlineData("голос", "голова")]
    [InlineData("бедный", "бедро")]
    [InlineData("caт", "cat")]
    public void Another_word_is_dear(string typed, string right) =>
        Assert.True(Misspelling.Cost(typed, right, Misspelling.Limit(typed.Length)) > Misspelling.Limit(typed.Length));

    [Fact]
    public void A_word_is_itself() => Assert.Equal(0, Misspelling.Cost("pneumonia", "pneumonia", 1));
}
