using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Jobs.Experiments;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Experiments;
using MedAgg.Web.Tests.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Tests.Features.Experiments;

/// <summary>Who sees, cancels and shares the run of a team, and what a link leads to in its life.</summary>
public sealed class RunRightsTests(Doors doors) : IClassFixture<Doors>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TeamRole.Viewer, false)]
    [InlineData(TeamRole.Editor, true)]
    public async Task Viewers_look_and_editors_share_and_cancel(TeamRole role, bool mayChange)
    {
        (long team, Actor owner, Actor member) = await doors.TeamAsync(await doors.PersonAsync("owner"), await doors.PersonAsync("member"), role);
        Actor stranger = await doors.PersonAsync("stranger");
        (long done, long open) = (await RunAsync(team, isDone: true), await RunAsync(team, isDone: false));
        ExperimentQueries queries = Queries();

        Assert.Null(await queries.FindAsync(stranger, done, Token));
        Assert.Null(await queries.FindAsync(Actor.Nobody, done, Token));
        Assert.DoesNotContain(await queries.ListAsync(stranger, Token), row => row.Id == done);
        Assert.Contains(await queries.ListAsync(member, Token), row => row.Id == done);
        RunRow row = (await queries.FindAsync(member, done, Token))!;

        Assert.Equal(mayChange, await Shares().CreateAsync(member, row, 7, Token) is not null);
        Assert.NotNull(await Shares().CreateAsync(owner, row, 7, Token));
        Assert.Null(await Shares().CreateAsync(stranger, row, 7, Token));
        Assert.Null(await Shares().CreateAsync(owner, row, 3650, Token)); // nobody may choose that long
        Assert.Null(await Shares().CreateAsync(owner, (await queries.FindAsync(owner, open, Token))!, 7, Token)); // nothing to share yet

        await new CancelRun(doors.Get<IDbContextFactory<MedAggContext>>(), doors.Get<Domain.Changes.IChangeFeed>()).RunAsync(member, (await queries.FindAsync(member, open, Token))!, Token);
        Assert.Equal(mayChange, (await queries.FindAsync(member, open, Token))!.CancelRequested);
    }

    [Fact]
    public async Task A_link_is_open_until_it_expires_or_is_revoked()
    {
        (long team, Actor owner, Actor viewer) = await doors.TeamAsync(await doors.PersonAsync("owner"), await doors.PersonAsync("viewer"), TeamRole.Viewer);
        long id = await RunAsync(team, isDone: true);
        RunRow row = (await Queries().FindAsync(owner, id, Token))!;
        string token = (await Shares().CreateAsync(owner, row, 7, Token))!;
        Assert.Equal(new ShareState(id, null), await Shares().OpenAsync(token, Token));
        Assert.Equal(new ShareState(null, null), await Shares().OpenAsync(token + "x", Token));
        Assert.Equal(new ShareState(null, null), await Shares().OpenAsync(new string('a', 5000), Token));

        RunShares later = new(doors.Get<IDbContextFactory<MedAggContext>>(), new Later(TimeSpan.FromDays(8)));
        ShareState ended = await later.OpenAsync(token, Token);
        Assert.Null(ended.RunId);
        Assert.InRange(ended.ExpiredAt!.Value, TimeProvider.System.GetUtcNow().AddDays(6.9), TimeProvider.System.GetUtcNow().AddDays(7.1));

        long share = (await Shares().ListAsync(id, Token))[0].Id;
        await Shares().RevokeAsync(viewer, row, share, Token);
        Assert.Equal(id, (await Shares().OpenAsync(token, Token)).RunId);
        await Shares().RevokeAsync(owner, row, share, Token);
        Assert.Equal(new ShareState(null, null), await Shares().OpenAsync(token, Token));
        Assert.Equal(new ShareState(null, null), await later.OpenAsync(token, Token)); // revoked is not expired

        await using MedAggContext context = await doors.OpenAsync();
        Assert.DoesNotContain(await context.RunShares.Select(kept => kept.TokenSha256).ToListAsync(Token), kept => kept.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5,3,5,0,-1,x,9,8,7", "5,3,9,8")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Pins_are_at_most_four_ids(string? text, string ids) => Assert.Equal(ids, string.Join(',', RunPins.Parse(text)));

    private RunShares Shares() => new(doors.Get<IDbContextFactory<MedAggContext>>(), TimeProvider.System);

    private ExperimentQueries Queries() => new(doors.Get<IDbContextFactory<MedAggContext>>(), doors.Get<StepStore>(), doors.Get<Domain.Storage.IBlobStore>());

    private async Task<long> RunAsync(long team, bool isDone)
    {
        await using MedAggContext context = await doors.OpenAsync();
        Experiment experiment = new($"run-{Guid.NewGuid():N}", "Run", "name: Run", null, team, TimeProvider.System.GetUtcNow());
        context.Experiments.Add(experiment);
        await context.SaveChangesAsync(Token);
        Run run = new(experiment.Id, "name: Run", null, new string('0', 64), TimeProvider.System.GetUtcNow());
        run.Begin(TimeProvider.System.GetUtcNow());
        if (isDone)
            run.Succeed("""{"tasks":[],"splitIsGreen":true,"splitSha256":"","images":0,"patientsAreKnown":false}""", TimeProvider.System.GetUtcNow());
        context.Runs.Add(run);
        await context.SaveChangesAsync(Token);
        return run.Id;
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
