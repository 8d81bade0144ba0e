namespace MedAgg.Architecture.Tests;

/// <summary>The walls are worth something only if they fall: each case breaks one on purpose.</summary>
public sealed class WallsFallTests
{
    [Theory]
    [InlineData("MedAgg.Domain/Catalog/A.cs", "using MedAgg.Web.App;\nnamespace MedAgg.Domain.Catalog;")]
    [InlineData("MedAgg.Domain/Catalog/A.cs", "namespace MedAgg.Domain.Catalog;\nclass A { MedAgg.Web.App.B? b; }")]
    [InlineData("MedAgg.Domain/Catalog/A.cs", "global using static MedAgg.Web.App;\nnamespace MedAgg.Domain.Catalog;")]
    public void A_forbidden_edge_is_seen(string path, string text) =>
        Assert.Single(Of((path, text)).ForbiddenEdges("MedAgg.Domain", @"MedAgg\.Web").Take(1));

    [Fact]
    public void A_forbidden_edge_in_razor_is_seen() =>
        Assert.NotEmpty(Of(("MedAgg.Web/Features/Catalog/P.razor", "@page \"/\"\n@using Quartz\n<p/>")).ForbiddenEdges(@"MedAgg\.Web\.Features", "Quartz"));

    [Fact]
    public void A_comment_or_a_string_is_no_edge() =>
        Assert.Empty(Of(("MedAgg.Domain/A/A.cs", "namespace MedAgg.Domain.A; // MedAgg.Web.App\nclass A { string s = \"MedAgg.Web.App\"; }")).ForbiddenEdges("MedAgg.Domain", @"MedAgg\.Web"));

    [Fact]
    public void A_circle_of_three_folders_is_seen() =>
        Assert.Equal(
            ["MedAgg.Jobs.A", "MedAgg.Jobs.B", "MedAgg.Jobs.C"],
            Of(
                ("MedAgg.Jobs/A/A.cs", "using MedAgg.Jobs.B;\nnamespace MedAgg.Jobs.A;"),
                ("MedAgg.Jobs/B/B.cs", "using MedAgg.Jobs.C;\nnamespace MedAgg.Jobs.B;"),
                ("MedAgg.Jobs/C/C.cs", "using MedAgg.Jobs.A.Deeper;\nnamespace MedAgg.Jobs.C;")).FoldersInCircle("MedAgg.Jobs"));

    [Fact]
    public void A_circle_between_features_through_razor_is_seen() =>
        Assert.Equal(
            ["MedAgg.Web.Features.A", "MedAgg.Web.Features.B"],
            Of(
                ("MedAgg.Web/Features/A/A.razor", "@using MedAgg.Web.Features.B\n<p/>"),
                ("MedAgg.Web/Features/B/B.cs", "using MedAgg.Web.Features.A;\nnamespace MedAgg.Web.Features.B;")).FoldersInCircle("MedAgg.Web"));

    [Theory]
    [InlineData("MedAgg.Web/Features/Catalog/SearchPage.razor", "@using Microsoft.EntityFrameworkCore\n<p/>", true)]
    [InlineData("MedAgg.Web/Features/Catalog/SearchPage.razor.cs", "using Microsoft.EntityFrameworkCore;\nnamespace MedAgg.Web.Features.Catalog;", true)]
    [InlineData("MedAgg.Web/App/Layout.cs", "using Microsoft.EntityFrameworkCore;\nnamespace MedAgg.Web.App;", true)]
    [InlineData("MedAgg.Domain/Catalog/Dataset.cs", "using Microsoft.EntityFrameworkCore.Metadata;\nnamespace MedAgg.Domain.Catalog;", true)]
    [InlineData("MedAgg.Web/Features/Catalog/DatasetQueries.cs", "using Microsoft.EntityFrameworkCore;\nnamespace MedAgg.Web.Features.Catalog;", false)]
    [InlineData("MedAgg.Domain/Store/MedAggContext.cs", "using Microsoft.EntityFrameworkCore;\nnamespace MedAgg.Domain.Store;", false)]
    public void Ef_core_outside_its_places_is_seen(string path, string text, bool isHole) =>
        Assert.Equal(isHole, Of((path, text)).EntityFrameworkOutside().Count == 1);

    private static Walls Of(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => SourceFile.Read(file.Path, file.Text))]);
}
