using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Tests.Features.Accounts;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/datasets/cmmd?tab=files", "/datasets/cmmd?tab=files")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("datasets", "/")]
    public void Only_a_path_of_this_site_is_followed(string? address, string followed) =>
        Assert.Equal(followed, ReturnAddress.Safe(address));

    [Theory]
    [InlineData("/?q=кт&culture=ru", "/?q=%D0%BA%D1%82")]
    [InlineData("/kit?culture=en", "/kit")]
    [InlineData("/kit", "/kit")]
    public void The_old_language_is_taken_out_of_the_address(string address, string expected) =>
        Assert.Equal(expected, ReturnAddress.WithoutCulture(address));
}
