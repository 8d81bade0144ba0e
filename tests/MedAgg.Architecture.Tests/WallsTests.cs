namespace MedAgg.Architecture.Tests;

/// <summary>The house as ARCHITECTURE.md draws it.</summary>
public sealed class WallsTests
{
    private static readonly Walls House = new(Repository.Sources);

    [Fact]
    public void The_whole_tree_is_read() =>
        Assert.All(new[] { "MedAgg.Domain/", "MedAgg.Imaging/", "MedAgg.Learning/", "MedAgg.Search/", "MedAgg.Jobs/", "MedAgg.Web/" }, project =>
            Assert.Contains(Repository.Sources, file => file.Path.StartsWith(project, StringComparison.Ordinal)));

    [Theory]
    [InlineData("MedAgg.Domain", @"MedAgg\.(Web|Jobs|Search|Imaging|Learning)")]
    [InlineData("MedAgg.Domain", @"Quartz|System\.Net\.Http|Microsoft\.AspNetCore\.(?!Identity)")]
    [InlineData("MedAgg.Imaging", @"MedAgg\.(?!Imaging)|Microsoft\.|Npgsql|Quartz|System\.Net")]
    [InlineData("MedAgg.Learning", @"MedAgg\.(?!Learning)|Microsoft\.|Npgsql|Quartz|System\.Net")]
    [InlineData("MedAgg.Search", @"MedAgg\.(Web|Jobs|Imaging|Learning)|Npgsql|Quartz|System\.Net")]
    [InlineData("MedAgg.Jobs", @"MedAgg\.(Web|Search)")]
    [InlineData(@"MedAgg\.Domain\.(?!Store)\w+", @"MedAgg\.Domain\.Store|Npgsql")]
    [InlineData(@"MedAgg\.Jobs\.(Providers|Archives|Storage|Fetching|Inspection)", @"MedAgg\.Jobs\.(Ingestion|Collections|Catalog)")]
    [InlineData(@"MedAgg\.Web\.Features", "Quartz")]
    public void Wall_stands(string here, string mayNotSee) =>
        Assert.Empty(House.ForbiddenEdges(here, mayNotSee));

    [Theory]
    [InlineData("MedAgg.Domain")]
    [InlineData("MedAgg.Imaging")]
    [InlineData("MedAgg.Learning")]
    [InlineData("MedAgg.Search")]
    [InlineData("MedAgg.Jobs")]
    [InlineData("MedAgg.Web")]
    public void No_folders_see_each_other_in_a_circle(string project) =>
        Assert.Empty(House.FoldersInCircle(project));

    [Fact]
    public void Ef_core_stays_in_its_places() =>
        Assert.Empty(House.EntityFrameworkOutside());

    [Fact]
    public void A_provider_does_not_know_another() =>
        Assert.Empty(
            from file in Repository.Sources
            where file.Namespace.StartsWith("MedAgg.Jobs.Providers.", StringComparison.Ordinal)
            from seen in file.Sees
            where seen.StartsWith("MedAgg.Jobs.Providers.", StringComparison.Ordinal) && seen.Split('.')[3] != file.Namespace.Split('.')[3]
            select $"{file.Path} sees {seen}");
}
