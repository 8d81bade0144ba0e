using MedAgg.Web.App.Shell;

namespace MedAgg.Web.Tests.App.Shell;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("Анна Козлова", "АК")]
    [InlineData("Anna Maria Kozlova", "AK")]
    [InlineData("admin", "AD")]
    [InlineData("anna.kozlova@example.org", "AK")]
    [InlineData("x", "X")]
    [InlineData("", "?")]
    [InlineData("  ", "?")]
    public void A_name_has_letters(string name, string letters) => Assert.Equal(letters, Initials.Of(name));
}
