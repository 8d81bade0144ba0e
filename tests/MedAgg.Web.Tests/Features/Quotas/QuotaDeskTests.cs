using MedAgg.Domain.Audit;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Features.Quotas;
using MedAgg.Web.Tests.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Tests.Features.Quotas;

public sealed class QuotaDeskTests(Doors doors) : IClassFixture<Doors>
{
    private static readonly IngestionSource Address = new() { Kind = SourceKind.Url, Location = "http://127.0.0.1/set.zip" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_sees_the_own_teams_and_an_administrator_all()
    {
        (long team, Actor owner, Actor member) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Member"), TeamRole.Viewer);
        QuotaDesk desk = doors.Get<QuotaDesk>();

        Assert.Equal([team], (await desk.ListAsync(member, Token)).Select(quota => quota.TeamId));
        Assert.Empty(await desk.ListAsync(await doors.PersonAsync("Stranger"), Token));
        Assert.Contains(team, (await desk.ListAsync(Actor.Terminal, Token)).Select(quota => quota.TeamId));
        Assert.Equal("QUOTA_NOT_ALLOWED", (await desk.SetAsync(owner, team, new(1, null, null, null, "More for me"), Token))?.Code);
    }

    [Fact]
    public async Task What_an_administrator_sets_holds_at_once_with_its_reason_in_the_audit()
    {
        (long team, Actor owner, _) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Member"), TeamRole.Editor);
        Actor administrator = await doors.PersonAsync("Root") with { IsAdministrator = true };
        QuotaDesk desk = doors.Get<QuotaDesk>();

        Assert.Null(await desk.SetAsync(administrator, team, new(null, null, null, 1, " One study at a time. "), Token));

        TeamQuota quota = Assert.Single(await desk.ListAsync(owner, Token));
        Assert.Equal((1, "One study at a time.", "Root"), (quota.Limits.Unfinished, quota.Reason!.Text, quota.Reason.By));
        Assert.Equal(doors.Get<TeamQuotas>().Ordinary.Bytes, quota.Limits.Bytes);
        StartIngestion start = doors.Get<StartIngestion>();
        Assert.NotNull((await start.RunAsync(owner, new(Address) { TeamId = team }, Token)).Id);
        StartedIngestion refused = await start.RunAsync(owner, new(Address with { Location = Address.Location + "?2" }) { TeamId = team }, Token);
        Assert.Equal((null, "QUOTA_JOBS"), (refused.Id, refused.Refusal?.Code));
        await using MedAggContext context = await doors.OpenAsync();
        AuditEvent told = await context.AuditEvents.SingleAsync(e => e.Action == TeamQuotas.LimitsSet && e.SubjectId == $"{team}", Token);
        Assert.Equal(administrator.UserId, told.ActorId);

        Assert.Null(await desk.SetAsync(administrator, team, new(null, null, null, null, "As for all again"), Token));
        Assert.Equal(Doors.MaxUnfinishedOfTeam, Assert.Single(await desk.ListAsync(owner, Token)).Limits.Unfinished);
    }

    [Theory]
    [InlineData(-1L, null, "A reason")]
    [InlineData(null, 100_001, "A reason")]
    [InlineData(null, -1, "A reason")]
    [InlineData(1L, 1, "")]
    [InlineData(1L, 1, " x ")]
    [InlineData(1L, 1, "two\nlines")]
    public async Task A_number_out_of_range_or_no_reason_is_refused(long? bytes, int? jobs, string reason)
    {
        (long team, _, _) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Member"), TeamRole.Editor);
        Assert.Equal("QUOTA_INVALID", (await doors.Get<QuotaDesk>().SetAsync(Actor.Terminal, team, new(bytes, null, null, jobs, reason), Token))?.Code);
    }

    [Fact]
    public async Task A_team_without_room_for_datasets_may_still_renew_one_that_it_has()
    {
        (long team, _, _) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Member"), TeamRole.Editor);
        await doors.Get<QuotaDesk>().SetAsync(Actor.Terminal, team, new(null, null, 0, null, "Closed for new ones"), Token);
        TeamQuota quota = (await doors.Get<TeamQuotas>().FindAsync(team, Token))!;

        Assert.Equal("QUOTA_DATASETS", quota.JudgeStart(isNew: true)?.Code);
        Assert.Null(quota.JudgeStart(isNew: false));
    }

    [Fact]
    public async Task What_is_being_fetched_is_spoken_for()
    {
        (long team, _, _) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Member"), TeamRole.Editor);
        await using (MedAggContext context = await doors.OpenAsync())
        {
            IngestionRequest request = new(Address, "Half", null, team, TimeProvider.System.GetUtcNow());
            context.Ingestions.Add(request);
            await context.SaveChangesAsync(Token);
            context.Artefacts.Add(new(request.Id, 0, "a.zip", "http://127.0.0.1/a.zip", 700, null));
            context.Artefacts.Add(new(request.Id, 1, "b.zip", "http://127.0.0.1/b.zip", null, null));
            await context.SaveChangesAsync(Token);
        }

        await doors.Get<QuotaDesk>().SetAsync(Actor.Terminal, team, new(1000, null, null, null, "A small one"), Token);
        TeamQuota quota = (await doors.Get<TeamQuotas>().FindAsync(team, Token))!;

        Assert.Equal((700L, 2L), (quota.PendingBytes, quota.PendingFiles));
        Assert.Equal("QUOTA_BYTES", quota.JudgeSource(301, 1)?.Code);
        Assert.Null(quota.JudgeSource(300, 1));
    }
}
