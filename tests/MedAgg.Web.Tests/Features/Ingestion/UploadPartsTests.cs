using System.Security.Cryptography;
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
        Assert.Null(await Parts.FindAsync(person, upload.Id, Token));
        Assert.NotNull((await doors.Get<StartIngestion>().RunAsync(person, new(stored.Source), Token)).Id);
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
