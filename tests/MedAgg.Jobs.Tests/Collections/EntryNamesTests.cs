using System.Text;
using MedAgg.Jobs.Collections;

namespace MedAgg.Jobs.Tests.Collections;

public sealed class EntryNamesTests
{
    [Theory]
    [InlineData("a.zip!/b/c.dcm", "images/x/a.zip/b/c.dcm")]
    [InlineData("../../etc/passwd", "images/x/etc/passwd")]
    [InlineData("/abs/1.png", "images/x/abs/1.png")]
    [InlineData("..\\..\\evil.png", "images/x/evil.png")]
    [InlineData("a:b?.png", "images/x/a_b_.png")]
    [InlineData("con.png", "images/x/_con.png")]
    [InlineData("dir. /1.png", "images/x/dir/1.png")]
    [InlineData("..", "images/x/_")]
    [InlineData("Снимок 1.dcm", "images/x/Снимок 1.dcm")]
    public void Names_can_be_unpacked_anywhere(string path, string name) => Assert.Equal(name, new EntryNames().Of("images/x", path));

    [Fact]
    public void No_two_names_differ_by_case_alone()
    {
        EntryNames names = new();

        Assert.Equal(["f/a.png", "f/A~2.png", "f/a~3.png"], [names.Of("f", "a.png"), names.Of("f", "A.png"), names.Of("f", "a.png")]);
    }

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        string name = new EntryNames().Of("f", new string('ё', 300) + ".nii.gz");

        Assert.EndsWith(".gz", name, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(name) <= 130);
    }
}
