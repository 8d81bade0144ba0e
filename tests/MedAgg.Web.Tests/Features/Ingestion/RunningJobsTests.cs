using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class RunningJobsTests(Doors doors) : IClassFixture<Doors>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_header_counts_ones_own_and_ones_teams_open_jobs_alone()
    {
        (long team, Actor owner, Actor viewer) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Viewer"), TeamRole.Viewer);
        await RequestAsync(owner, team);
        await RequestAsync(owner, null);
        await RequestAsync(owner, null, request => request.Succeed(TimeProvider.System.GetUtcNow()));
        RunningJobsQueries queries = new(doors.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<MedAggContext>>());
        Assert.Equal(new RunningJobsState(2, 0), await queries.ReadAsync(owner, Token));
        Assert.Equal(1, (await queries.ReadAsync(viewer, Token)).Count);
        Assert.Equal(0, (await queries.ReadAsync(Actor.Nobody, Token)).Count);
    }

    private async Task RequestAsync(Actor author, long? team, Action<IngestionRequest>? then = null)
    {
        await using MedAggContext context = await doors.OpenAsync();
        IngestionRequest request = new(new() { Location = "https://example.org/a.zip" }, "", author.UserId, team, TimeProvider.System.GetUtcNow());
        then?.Invoke(request);
        context.Ingestions.Add(request);
        await context.SaveChangesAsync(Token);
    }
}
