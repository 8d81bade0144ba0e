using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.Tests.Kit.Charts;

public sealed partial class ChartSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly ChartData Data = ChartData.Ranked([new("a", "A & <b>", 30), new("c", "C", 10), new(null, "", 5)], 45, "", "Unknown");

    [Theory]
    [InlineData(ChartKind.Bars)]
    [InlineData(ChartKind.Columns)]
    public void A_file_holds_title_scope_every_label_and_a_box_for_every_value(ChartKind kind)
    {
        XElement svg = XElement.Parse(ChartSvg.Draw(kind, Data, ChartScale.For(30, isWhole: true), new("Labels", "images · n = 45"), value => $"{value}"));

        Assert.Equal("Labels", svg.Element(Svg + "title")!.Value);
        Assert.All(new[] { "A & <b>", "C", "Unknown", "images · n = 45" }, words => Assert.Contains(words, svg.Elements(Svg + "text").Select(text => text.Value)));
        Assert.Equal(1 + 3, svg.Elements(Svg + "rect").Count());
        Assert.Equal(Palette.Light("--ma-data-unknown"), svg.Elements(Svg + "rect").Last().Attribute("fill")!.Value);
    }

    [Fact]
    public void A_matrix_writes_every_count()
    {
        var data = new MatrixData([new("r", "R"), new("l", "L")], [new("cc", "CC"), new("mlo", "MLO")], [[79, 78], [0, 1234]]);
        XElement svg = XElement.Parse(MatrixSvg.Draw(data, new("Views", "images")));
        Assert.All(new[] { "79", "78", "0", "MLO" }, words => Assert.Contains(words, svg.Elements(Svg + "text").Select(text => text.Value)));
        Assert.Equal((null, 6), (data.Shade(0), data.Shade(1234)));
    }

    [Fact]
    public void The_colours_of_files_are_those_of_the_light_theme()
    {
        string tokens = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../../MedAgg.Web/wwwroot/css/tokens.css"));
        string light = tokens[..tokens.IndexOf("data-theme=\"dark\"] {", StringComparison.Ordinal)];
        Dictionary<string, string> page = Token().Matches(light).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value);

        Assert.All(Palette.All, colour => Assert.Equal(page[colour.Key], colour.Value));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"(--ma-[a-z0-9-]+):\s*(#[0-9a-f]{6})")]
    private static partial Regex Token();
}
