using MedAgg.Domain.Catalog;
using MedAgg.Domain.Teams;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Web.Tests.Features.Accounts;

public sealed class ActorTests
{
    private static readonly Guid Me = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();
    private static readonly Actor Person = new() { UserId = Me, Teams = new Dictionary<long, TeamRole> { [1] = TeamRole.Viewer, [2] = TeamRole.Editor } };

    [Fact]
    public void One_sees_ones_own_and_ones_teams_things()
    {
        Assert.True(Person.MaySee(Me, null));
        Assert.True(Person.MaySee(Other, 1));
        Assert.False(Person.MaySee(Other, null));
        Assert.False(Person.MaySee(Other, 3));
        Assert.False(Person.MaySee(null, null)); // the terminal's
        Assert.True(Actor.Terminal.MaySee(Other, null));
        Assert.False(Actor.Nobody.MaySee(null, null));
    }

    [Fact]
    public void A_viewer_of_a_team_changes_nothing()
    {
        Assert.False(Person.MayChange(Other, 1));
        Assert.True(Person.MayChange(Other, 2));
        Assert.True(Person.MayChange(Me, 1));
    }

    [Theory]
    [InlineData(Visibility.Public, true, true)]
    [InlineData(Visibility.Team, true, false)]
    [InlineData(Visibility.Private, false, false)]
    public void A_dataset_is_seen_by_whom_it_is_meant_for(Visibility visibility, bool byTeam, bool byOthers)
    {
        Dataset dataset = new("set", DatasetOrigin.Ingested, new(), new() { Provider = "direct" }, DateTimeOffset.UnixEpoch);
        dataset.Entrust(Other, 1, visibility);
        Assert.Equal(byTeam, Person.MaySee(dataset));
        Assert.Equal(byOthers, Actor.Nobody.MaySee(dataset));
        Assert.True((Person with { UserId = Other }).MaySee(dataset));
    }

    [Theory]
    [InlineData("POST", null, null, true)] // a script
    [InlineData("POST", "same-origin", "https://med.example", true)]
    [InlineData("POST", "cross-site", "https://med.example", false)]
    [InlineData("POST", "same-site", "https://other.example", false)]
    [InlineData("POST", null, "https://med.example", true)]
    [InlineData("POST", null, "https://MED.example", true)]
    [InlineData("POST", null, "https://evil.example", false)]
    [InlineData("POST", null, "null", false)]
    [InlineData("GET", "cross-site", null, true)]
    public void Another_site_cannot_write_with_the_readers_cookie(string method, string? site, string? origin, bool isOwn)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Host = new("med.example");
        if (site is not null)
            request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            request.Headers.Origin = origin;
        Assert.Equal(isOwn, SameSiteFilter.IsOwn(request));
    }
}
