using MedAgg.Domain.Audit;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Jobs.Ingestion;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class IngestionUseCaseTests(Doors doors) : IClassFixture<Doors>
{
    private static readonly IngestionSource Address = new() { Kind = SourceKind.Url, Location = "http://127.0.0.1/set.zip" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_written_with_its_author_and_waits_in_the_queue()
    {
        Actor person = await doors.PersonAsync("Anna");
        StartedIngestion started = await doors.Get<StartIngestion>().RunAsync(person, new(Address) { Name = "  CT set " }, Token);
        Assert.Null(started.Refusal);
        JobView job = (await doors.Get<IngestionQueries>().FindAsync(person, started.Id!.Value, Token))!;
        Assert.Equal(("CT set", "Anna", IngestionStatus.Queued, true), (job.Row.Name, job.Row.RequestedBy, job.Row.Status, job.Row.MayChange));
        Assert.True(await doors.Get<IngestionScheduler>().IsLiveAsync(started.Id.Value, Token));
        AuditEvent told = Assert.Single(await AuditAsync(started.Id.Value));
        Assert.Equal(("ingestion.requested", person.UserId), (told.Action, told.ActorId));
    }

    [Fact]
    public async Task A_forbidden_address_makes_no_job()
    {
        Actor person = await doors.PersonAsync("Anna");
        StartedIngestion started = await doors.Get<StartIngestion>().RunAsync(person, new(new() { Location = "http://169.254.169.254/latest/meta-data" }), Token);
        Assert.Equal((null, "ADDRESS_NOT_PUBLIC"), (started.Id, started.Refusal?.Code));
        Assert.Empty((await doors.Get<IngestionQueries>().ListAsync(person, new(), Token)).Rows);
    }

    [Fact]
    public async Task An_account_has_only_so_many_open_jobs()
    {
        Actor person = await doors.PersonAsync("Boris");
        StartIngestion start = doors.Get<StartIngestion>();
        for (int i = 0; i < Doors.MaxUnfinished; i++)
            Assert.NotNull((await start.RunAsync(person, new(Address with { Location = $"{Address.Location}?{i}" }), Token)).Id);
        Assert.Equal("TOO_MANY_JOBS", (await start.RunAsync(person, new(Address), Token)).Refusal?.Code);
        Assert.NotNull((await start.RunAsync(person with { IsAdministrator = true }, new(Address), Token)).Id);
    }

    [Fact]
    public async Task Equal_orders_at_the_same_moment_make_one_job()
    {
        Actor person = await doors.PersonAsync("Dina");
        StartIngestion start = doors.Get<StartIngestion>();

        StartedIngestion[] started = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => start.RunAsync(person, new(Address), Token), Token)));

        long id = Assert.Single(started.Select(one => one.Id).Distinct())!.Value;
        Assert.Single(started, one => !one.IsOpenAlready);
        Assert.Single(await AuditAsync(id));
        Assert.Single((await doors.Get<IngestionQueries>().ListAsync(person, new(), Token)).Rows);
        StartedIngestion other = await start.RunAsync(await doors.PersonAsync("Egor"), new(Address), Token);
        Assert.NotEqual(id, other.Id);
    }

    [Fact]
    public async Task A_team_at_its_limit_is_refused_before_there_is_a_job()
    {
        (long team, Actor owner, _) = await doors.TeamAsync(await doors.PersonAsync("Fedor"), await doors.PersonAsync("Galya"), TeamRole.Editor);
        StartIngestion start = doors.Get<StartIngestion>();
        Assert.NotNull((await start.RunAsync(owner, new(Address) { TeamId = team }, Token)).Id);
        for (int i = 1; i < Doors.MaxUnfinishedOfTeam; i++)
            Assert.NotNull((await start.RunAsync(owner, new(Address with { Location = $"{Address.Location}?{i}" }) { TeamId = team }, Token)).Id);

        StartedIngestion refused = await start.RunAsync(owner, new(Address with { Location = Address.Location + "?more" }) { TeamId = team }, Token);

        Assert.Equal((null, "QUOTA_JOBS"), (refused.Id, refused.Refusal?.Code));
    }

    [Fact]
    public async Task An_upload_is_its_authors_alone()
    {
        Actor person = await doors.PersonAsync("Vera");
        Actor other = await doors.PersonAsync("Other");
        StoredUpload upload = await doors.Get<UploadStore>().TakeAsync(person, "folder/set.zip", new MemoryStream([1, 2, 3]), Token);
        Assert.Equal(("set.zip", 3L), (upload.Name, upload.Blob!.SizeBytes));
        StartIngestion start = doors.Get<StartIngestion>();
        Assert.Equal("UPLOAD_UNKNOWN", (await start.RunAsync(other, new(upload.Source), Token)).Refusal?.Code);
        Assert.NotNull((await start.RunAsync(person, new(upload.Source), Token)).Id);

        await doors.Get<IBlobStore>().DeleteAsync(upload.Blob.Sha256, Token);
        Assert.Equal("UPLOAD_UNKNOWN", (await start.RunAsync(person, new(upload.Source), Token)).Refusal?.Code);
    }

    [Fact]
    public async Task An_upload_beyond_the_limit_or_without_bytes_is_refused()
    {
        Actor person = await doors.PersonAsync("Vera");
        UploadStore uploads = doors.Get<UploadStore>();
        Assert.Equal("UPLOAD_TOO_LARGE", (await uploads.TakeAsync(person, "large.zip", new MemoryStream(new byte[uploads.LimitBytes + 1]), Token)).Refusal?.Code);
        Assert.Equal("UPLOAD_EMPTY", (await uploads.TakeAsync(person, "empty.zip", new MemoryStream(), Token)).Refusal?.Code);
    }

    [Fact]
    public async Task The_sample_is_an_upload_with_the_same_bytes_every_time()
    {
        Actor person = await doors.PersonAsync("Newcomer");
        StoredUpload first = await doors.Get<SampleUpload>().RunAsync(person, Token);
        StoredUpload second = await doors.Get<SampleUpload>().RunAsync(person, Token);
        Assert.Equal(first.Blob!.Sha256, second.Blob!.Sha256);
        Assert.NotNull((await doors.Get<StartIngestion>().RunAsync(person, new(first.Source), Token)).Id);
    }

    [Fact]
    public async Task A_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked()
    {
        Actor person = await doors.PersonAsync("Galina");
        CancelIngestion cancel = doors.Get<CancelIngestion>();
        long waiting = await RequestAsync(person, null);
        Assert.Null(await cancel.RunAsync(person, waiting, Token));
        Assert.Equal(IngestionStatus.Cancelled, (await FindAsync(waiting)).Status);

        long running = await RequestAsync(person, null, request => request.Begin(Now));
        Assert.Null(await cancel.RunAsync(person, running, Token));
        Assert.Null(await cancel.RunAsync(person, running, Token)); // twice is harmless
        IngestionRequest asked = await FindAsync(running);
        Assert.Equal((IngestionStatus.Running, true), (asked.Status, asked.CancelRequested));
        Assert.Single(await AuditAsync(running));
    }

    [Fact]
    public async Task A_job_is_paused_and_goes_on_as_often_as_one_likes()
    {
        Actor person = await doors.PersonAsync("Galina");
        PauseIngestion pause = doors.Get<PauseIngestion>();
        long waiting = await RequestAsync(person, null);
        Assert.Null(await pause.PauseAsync(person, waiting, Token));
        Assert.Null(await pause.PauseAsync(person, waiting, Token)); // twice is harmless
        Assert.Equal(IngestionStatus.Paused, (await FindAsync(waiting)).Status);
        Assert.Null(await pause.ResumeAsync(person, waiting, Token));
        Assert.Equal(IngestionStatus.Queued, (await FindAsync(waiting)).Status);
        Assert.True(await doors.Get<IngestionScheduler>().IsLiveAsync(waiting, Token));
        Assert.Equal(["ingestion.paused", "ingestion.resumed"], (await AuditAsync(waiting)).Select(told => told.Action));

        long running = await RequestAsync(person, null, request => request.Begin(Now));
        Assert.Null(await pause.PauseAsync(person, running, Token));
        IngestionRequest asked = await FindAsync(running);
        Assert.Equal((IngestionStatus.Running, true), (asked.Status, asked.PauseRequested));

        long failed = await RequestAsync(person, null, request => request.Fail(new Refusal("SOURCE_UNAVAILABLE", "No answer."), Now));
        Assert.Equal("JOB_FINISHED", (await pause.PauseAsync(person, failed, Token))?.Code);
        Assert.Equal("NOT_FOUND", (await pause.PauseAsync(await doors.PersonAsync("Stranger"), running, Token))?.Code);
    }

    [Fact]
    public async Task A_paused_job_that_has_begun_is_cancelled_by_a_job_node_which_holds_its_folder()
    {
        Actor person = await doors.PersonAsync("Galina");
        long paused = await RequestAsync(person, null, request =>
        {
            request.Begin(Now);
            request.RequestPause();
            request.Pause(Now);
        });

        Assert.Null(await doors.Get<CancelIngestion>().RunAsync(person, paused, Token));

        IngestionRequest asked = await FindAsync(paused);
        Assert.Equal((IngestionStatus.Queued, true), (asked.Status, asked.CancelRequested));
        Assert.True(await doors.Get<IngestionScheduler>().IsLiveAsync(paused, Token));
    }

    [Fact]
    public async Task Who_may_not_see_a_job_does_not_find_it()
    {
        Actor stranger = await doors.PersonAsync("Stranger");
        (long team, Actor owner, Actor viewer) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Viewer"), TeamRole.Viewer);
        long id = await RequestAsync(owner, team);
        IngestionQueries queries = doors.Get<IngestionQueries>();
        Assert.Null(await queries.FindAsync(stranger, id, Token));
        Assert.Null(await queries.LogAsync(stranger, id, 10, Token));
        Assert.False((await queries.FindAsync(viewer, id, Token))!.Row.MayChange);
        Assert.NotNull(await queries.FindAsync(stranger with { IsAdministrator = true }, id, Token));
        CancelIngestion cancel = doors.Get<CancelIngestion>();
        Assert.Equal("NOT_FOUND", (await cancel.RunAsync(stranger, id, Token))?.Code);
        Assert.Equal("NOT_FOUND", (await cancel.RunAsync(viewer, id, Token))?.Code);
        Assert.Equal("NOT_FOUND", (await doors.Get<RetryIngestion>().RunAsync(stranger, id, Token)).Refusal?.Code);
    }

    [Fact]
    public async Task A_finished_job_is_ordered_again_as_a_new_one()
    {
        Actor person = await doors.PersonAsync("Dina");
        RetryIngestion retry = doors.Get<RetryIngestion>();
        long open = await RequestAsync(person, null);
        Assert.Equal("JOB_NOT_FINISHED", (await retry.RunAsync(person, open, Token)).Refusal?.Code);

        long failed = await RequestAsync(person, null, request => request.Fail(new Refusal("SOURCE_UNAVAILABLE", "No answer."), Now));
        long next = (await retry.RunAsync(person, failed, Token)).Id!.Value;
        Assert.Equal(Address, (await FindAsync(next)).Source);
        Assert.Equal(IngestionStatus.Failed, (await FindAsync(failed)).Status);
        Assert.Equal("ingestion.repeated", Assert.Single(await AuditAsync(failed)).Action);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_owner_and_state_and_counts_every_state()
    {
        (long team, Actor owner, Actor member) = await doors.TeamAsync(await doors.PersonAsync("Owner"), await doors.PersonAsync("Member"), TeamRole.Editor);
        long own = await RequestAsync(member, null);
        long shared = await RequestAsync(owner, team, request => request.Succeed(Now));
        long failed = await RequestAsync(member, team, request => request.Fail(new Refusal("DISK_FULL", "No room."), Now));
        IngestionQueries queries = doors.Get<IngestionQueries>();

        JobList mine = await queries.ListAsync(member, new(), Token);
        Assert.Equal([failed, own], mine.Rows.Select(row => row.Id));
        Assert.Equal((2, 1, 0, 1), (mine.CountOf(JobState.Any), mine.CountOf(JobState.Open), mine.CountOf(JobState.Done), mine.CountOf(JobState.Failed)));

        JobList teams = await queries.ListAsync(member, new() { Scope = JobScope.Team, State = JobState.Done }, Token);
        Assert.Equal(shared, Assert.Single(teams.Rows).Id);
        Assert.Equal(("Owner", "Team"), (teams.Rows[0].RequestedBy, teams.Rows[0].Team));
        Assert.Equal([failed, own], (await queries.ListAsync(member, new() { Scope = JobScope.All }, Token)).Rows.Select(row => row.Id)); // no administrator
        Assert.Equal([own], await queries.OpenAsync(member, Token));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task<long> RequestAsync(Actor author, long? team, Action<IngestionRequest>? then = null)
    {
        await using MedAggContext context = await doors.OpenAsync();
        IngestionRequest request = new(Address, "", author.UserId, team, Now);
        then?.Invoke(request);
        context.Ingestions.Add(request);
        await context.SaveChangesAsync(Token);
        return request.Id;
    }

    private async Task<IngestionRequest> FindAsync(long id)
    {
        await using MedAggContext context = await doors.OpenAsync();
        return await context.Ingestions.AsNoTracking().SingleAsync(request => request.Id == id, Token);
    }

    private async Task<IReadOnlyList<AuditEvent>> AuditAsync(long id)
    {
        await using MedAggContext context = await doors.OpenAsync();
        return await context.AuditEvents.AsNoTracking().Where(e => e.SubjectKind == "ingestion" && e.SubjectId == $"{id}").ToListAsync(Token);
    }
}
