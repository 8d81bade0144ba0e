using MedAgg.Domain.Inspection;
using MedAgg.Web.Features.Inspection;
using MedAgg.Web.Kit;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class FileAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?v=2&role=refused&text=a%2Fb&page=4&file=17")]
    public void An_address_repeats_the_list(string query) => Assert.Equal(query, FileAddress.Parse(query).ToQuery());

    [Theory]
    [InlineData("refused", FileRole.Refused)]
    [InlineData("Image", FileRole.Image)]
    [InlineData("4", null)]
    [InlineData("-1", null)]
    [InlineData("video", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_role_is_named_by_its_word(string? word, FileRole? role) => Assert.Equal(role, FileAddress.RoleOf(word));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("-1", "'-1")]
    public void A_cell_neither_breaks_its_line_nor_runs_as_a_formula(string cell, string written) => Assert.Equal(written + ",7\r\n", CsvText.Line(',', cell, 7));

    [Fact]
    public void A_semicolon_is_quoted_where_it_separates() => Assert.Equal("\"a;b\";c,d;\r\n", CsvText.Line(';', "a;b", "c,d", null));

    [Fact]
    public void A_number_keeps_its_minus() => Assert.Equal("x,-5\r\n", CsvText.Line(',', "x", -5L));
}
