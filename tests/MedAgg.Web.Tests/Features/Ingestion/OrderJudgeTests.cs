using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Teams;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class OrderJudgeTests
{
    private static readonly Actor Person = new() { UserId = Guid.NewGuid(), Teams = new Dictionary<long, TeamRole> { [1] = TeamRole.Viewer, [2] = TeamRole.Editor } };

    [Theory]
    [InlineData(SourceKind.Url, "https://example.org/a.zip", null, null, null)]
    [InlineData(SourceKind.Url, "", null, null, "SOURCE_MISSING")]
    [InlineData(SourceKind.Url, "https://example.org/a.zip", null, 2L, null)]
    [InlineData(SourceKind.Url, "https://example.org/a.zip", null, 1L, "TEAM_NOT_YOURS")] // viewers only look
    [InlineData(SourceKind.Url, "https://example.org/a.zip", null, 9L, "TEAM_NOT_YOURS")]
    [InlineData(SourceKind.ServerPath, "/data", null, null, "SERVER_PATH_NOT_ALLOWED")]
    [InlineData(SourceKind.Upload, "a.zip", null, null, "UPLOAD_UNKNOWN")]
    [InlineData(SourceKind.Upload, "a.zip", "0000000000000000000000000000000000000000000000000000000000000000", null, null)]
    public void An_order_is_judged_by_its_form_and_its_author(SourceKind kind, string location, string? blob, long? team, string? code) =>
        Assert.Equal(code, OrderJudge.JudgeForm(Person, new(new() { Kind = kind, Location = location, Blob = blob }) { TeamId = team })?.Code);

    [Fact]
    public void Nobody_orders_nothing() =>
        Assert.Equal("SIGN_IN_REQUIRED", OrderJudge.JudgeForm(Actor.Nobody, new(new() { Location = "https://example.org" }))?.Code);

    [Fact]
    public void A_terminal_may_name_a_path() =>
        Assert.Null(OrderJudge.JudgeForm(Actor.Terminal, new(new() { Kind = SourceKind.ServerPath, Location = "/data" })));

    [Fact]
    public void What_the_store_cannot_hold_is_refused()
    {
        Assert.Equal("NAME_TOO_LONG", OrderJudge.JudgeForm(Person, new(new() { Location = "https://example.org" }) { Name = new string('n', 201) })?.Code);
        Assert.Equal("URL_TOO_LONG", OrderJudge.JudgeForm(Person, new(new() { Location = "https://example.org/" + new string('a', 4096) }))?.Code);
    }
}
