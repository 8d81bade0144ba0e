using System.Security.Cryptography;
using MedAgg.Domain.Teams;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class UploadPartsTests(Doors doors) : IClassFixture<Doors>
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private UploadParts Parts => doors.Get<UploadParts>();

    [Fact]
    public async Task Pieces_become_the_file()
    {
        Actor person = await doors.PersonAsync("Anna");
        UploadProgress upload = await BeginAsync(person, "folder/set.zip");
        for (int at = 0; at < Content.Length; at += 70_000)
            upload = await AppendAsync(person, upload.Id, at, Math.Min(70_000, Content.Length - at));

        StoredUpload stored = await Parts.FinishAsync(person, upload.Id, Token);

        Assert.Equal(("set.zip", Convert.ToHexStringLower(SHA256.HashData(Content))), (stored.Name, stored.Blob?.Sha256));
        Assert.Equal(stored, await Parts.FinishAsync(person, upload.Id, Token)); // an answer that got lost
        Assert.True(Assert.Single(await Parts.ListAsync(person, Token)).IsWhole);
        Assert.NotNull((await doors.Get<StartIngestion>().RunAsync(person, new(stored.Source), Token)).Id);
        await Parts.ForgetAsync(person, stored.Blob!.Sha256, Token);
        Assert.Empty(await Parts.ListAsync(person, Token));
        Assert.Equal("UPLOAD_UNKNOWN", (await Parts.FinishAsync(person, upload.Id, Token)).Refusal?.Code);
    }

    [Fact]
    public async Task A_broken_piece_is_kept_as_far_as_it_came()
    {
        Actor person = await doors.PersonAsync("Boris");
        UploadProgress upload = await BeginAsync(person, "set.zip");

        (UploadProgress? broken, var refusal) = await Parts.AppendAsync(person, upload.Id, 0, new BrokenStream(Content, 100_000), Token);

        Assert.Equal("UPLOAD_OUT_OF_STEP", refusal?.Code);
        Assert.NotNull(broken);
        UploadProgress kept = (await Parts.FindAsync(person, upload.Id, Token))!;
        Assert.Equal(100_000, kept.Received);
        Assert.Equal(Content.Length, (await AppendAsync(person, upload.Id, 100_000, Content.Length - 100_000)).Received);
        Assert.NotNull((await Parts.FinishAsync(person, upload.Id, Token)).Blob);
    }

    [Theory]
    [InlineData("set.zip", 0, 5L, true)]
    [InlineData("other.zip", 0, 5L, false)]
    [InlineData("set.zip", 1, 5L, false)]
    [InlineData("set.zip", 0, 6L, false)]
    [InlineData("set.zip", 0, null, false)]
    public async Task The_same_file_chosen_again_goes_on_and_another_begins_anew(string name, int more, long? modified, bool goesOn)
    {
        Actor person = await doors.PersonAsync("Zhenya");
        UploadProgress first = (await Parts.BeginAsync(person, new("set.zip", Content.Length) { Modified = 5 }, Token)).Upload!;
        await AppendAsync(person, first.Id, 0, 123_456);

        UploadProgress again = (await Parts.BeginAsync(person, new(name, Content.Length + more) { Modified = modified }, Token)).Upload!;
        UploadProgress others = (await Parts.BeginAsync(await doors.PersonAsync("Other"), new("set.zip", Content.Length) { Modified = 5 }, Token)).Upload!;

        Assert.Equal(goesOn ? (first.Id, 123_456L) : (again.Id, 0L), (again.Id, again.Received));
        Assert.Equal(goesOn, again.Id == first.Id);
        Assert.Equal(0, others.Received);
        Assert.Equal(goesOn ? 1 : 2, (await Parts.ListAsync(person, Token)).Count);
    }

    [Fact]
    public async Task Finished_twice_at_once_it_is_stored_once()
    {
        Actor person = await doors.PersonAsync("Ira");
        UploadProgress upload = await BeginAsync(person, "set.zip");
        await AppendAsync(person, upload.Id, 0, Content.Length);

        StoredUpload[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Parts.FinishAsync(person, upload.Id, Token))));

        Assert.All(answers, answer => Assert.True(answer.Blob?.Sha256 == Convert.ToHexStringLower(SHA256.HashData(Content)) || answer.Refusal?.Code == "UPLOAD_OUT_OF_STEP"));
        Assert.NotNull((await Parts.FinishAsync(person, upload.Id, Token)).Blob);
    }

    [Fact]
    public async Task What_a_team_has_no_room_for_is_refused_before_a_byte_is_sent()
    {
        (long team, Actor owner, _) = await doors.TeamAsync(await doors.PersonAsync("Lena"), await doors.PersonAsync("Max"), TeamRole.Viewer);
        Actor stranger = await doors.PersonAsync("Nina");
        await doors.Get<TeamQuotas>().SetAsync(team, new(200_000, null, null, null, "small"), null, Token);

        Assert.Equal("QUOTA_BYTES", (await Parts.BeginAsync(owner, new("set.zip", Content.Length) { TeamId = team }, Token)).Refusal?.Code);
        Assert.Equal("TEAM_NOT_YOURS", (await Parts.BeginAsync(stranger, new("set.zip", 10) { TeamId = team }, Token)).Refusal?.Code);
        Assert.NotNull((await Parts.BeginAsync(owner, new("set.zip", 199_000) { TeamId = team }, Token)).Upload);
        Assert.NotNull((await Parts.BeginAsync(owner, new("set.zip", Content.Length), Token)).Upload);
        Assert.Equal("SIGN_IN_REQUIRED", (await Parts.BeginAsync(Actor.Nobody, new("set.zip", 10), Token)).Refusal?.Code);
    }

    [Fact]
    public async Task A_piece_that_does_not_fit_is_refused_and_says_where_the_next_begins()
    {
        Actor person = await doors.PersonAsync("Vera");
        UploadProgress upload = await BeginAsync(person, "set.zip");
        await AppendAsync(person, upload.Id, 0, 1000);

        (UploadProgress? again, var refusal) = await Parts.AppendAsync(person, upload.Id, 0, new MemoryStream(Content, 0, 1000), Token);
        Assert.Equal((1000L, "UPLOAD_OUT_OF_STEP"), (again!.Received, refusal?.Code));
        Assert.Equal("UPLOAD_OUT_OF_STEP", (await Parts.AppendAsync(person, upload.Id, 1000, new MemoryStream(Content), Token)).Refusal?.Code);
        Assert.Equal("UPLOAD_OUT_OF_STEP", (await Parts.FinishAsync(person, upload.Id, Token)).Refusal?.Code);
    }

    [Fact]
    public async Task An_upload_in_pieces_is_its_authors_alone()
    {
        UploadProgress upload = await BeginAsync(await doors.PersonAsync("Galya"), "set.zip");
        Actor other = await doors.PersonAsync("Other");

        Assert.Null(await Parts.FindAsync(other, upload.Id, Token));
        Assert.Equal("UPLOAD_UNKNOWN", (await Parts.AppendAsync(other, upload.Id, 0, new MemoryStream(Content), Token)).Refusal?.Code);
        Assert.Null(await Parts.FindAsync(other, "../" + upload.Id, Token));
    }

    [Theory]
    [InlineData(0, "UPLOAD_EMPTY")]
    [InlineData(4_000_001, "UPLOAD_TOO_LARGE")]
    public async Task A_size_is_judged_before_anything_is_sent(long size, string code) =>
        Assert.Equal(code, (await Parts.BeginAsync(await doors.PersonAsync("Dina"), new("set.zip", size), Token)).Refusal?.Code);

    private async Task<UploadProgress> BeginAsync(Actor person, string name) =>
        (await Parts.BeginAsync(person, new(name, Content.Length), Token)).Upload!;

    private async Task<UploadProgress> AppendAsync(Actor person, string id, int offset, int length)
    {
        (UploadProgress? upload, var refusal) = await Parts.AppendAsync(person, id, offset, new MemoryStream(Content, offset, length), Token);
        Assert.Null(refusal);
        return upload!;
    }

    /// <summary>Gives some bytes and then breaks, as a connection does.</summary>
    private sealed class BrokenStream(byte[] content, int at) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == at
                ? ValueTask.FromException<int>(new IOException("The connection broke."))
                : base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, at - Position)], cancellationToken);
    }
}
