using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>Archives that lie, or hold what no dataset holds.</summary>
public sealed class BadArchiveTests : ArchiveTestBase
{
    [Fact]
    public async Task Links_and_devices_are_left_out_and_named()
    {
        byte[] zip = new ZipBuilder().Add("a.txt", "a")
            .Add("link", "/etc/passwd", new() { Attributes = 0xA1FFu << 16 })
            .Add("pipe", "", new() { Attributes = 0x11FFu << 16, Method = 0 }).Build();

        ArchiveTable table = await ReadAsync(zip, "set.zip");

        Assert.Equal("set.zip!/a.txt", Assert.Single(table.Entries).Path);
        Assert.Equal([ArchiveCodes.LinkSkipped, ArchiveCodes.SpecialFileSkipped], table.Notices.Select(notice => notice.Code));
        Assert.All(table.Notices, notice => Assert.True(notice.Skipped));
    }

    [Fact]
    public async Task A_file_behind_a_link_refuses_the_archive()
    {
        byte[] zip = new ZipBuilder().Add("d", "/tmp", new() { Attributes = 0xA1FFu << 16 }).Add("d/evil.txt", "evil").Build();

        Assert.Equal(ArchiveCodes.EscapesRoot, (await ReadAsync(zip, "set.zip")).Reason?.Code);
    }

    public static TheoryData<string, byte[], string> Rejected() => new()
    {
        { "empty.zip", [], ArchiveCodes.FileEmpty },
        { "none.zip", new ZipBuilder().Build(), ArchiveCodes.Empty },
        { "folders.zip", new ZipBuilder().Add("a/", "", new() { Method = 0 }).Build(), ArchiveCodes.Empty },
        { "cut.zip", new ZipBuilder().Add("a.txt", "abc").Build()[..60], ArchiveCodes.Corrupt },
        { "page.zip", "<!doctype html><title>Sign in</title>"u8.ToArray(), ArchiveCodes.IsHtml },
        { "noise.zip", [1, 2, 3, 4], ArchiveCodes.Corrupt },
        { "noise.bin", [1, 2, 3, 4], ArchiveCodes.NotAnArchive },
        { "old.rar", "Rar!\u001A\u0007\u0001\0"u8.ToArray(), ArchiveCodes.FormatUnsupported },
        { "locked.zip", new ZipBuilder().Add("a.txt", "a", new() { Flags = 1 }).Build(), ArchiveCodes.Encrypted },
        { "lzma.zip", new ZipBuilder().Add("a.txt", "a", new() { Method = 14 }).Build(), ArchiveCodes.MethodUnsupported },
        { "renamed.zip", new ZipBuilder().Add("a.txt", "a", new() { LocalName = "b.txt" }).Build(), ArchiveCodes.Inconsistent },
        { "liar.zip", new ZipBuilder().Add("a.txt", "a", new() { SizeBytes = 1 << 30 }).Build(), ArchiveCodes.Inconsistent },
        { "shared.zip", new ZipBuilder().Add("a.txt", "a").Add("a.txt", "a", new() { LocalAt = 0 }).Build(), ArchiveCodes.Overlapping },
        { "many.zip", Enumerable.Range(0, 101).Aggregate(new ZipBuilder(), (zip, i) => zip.Add($"{i}", "")).Build(), ArchiveCodes.TooManyEntries },
        { "bomb.zip", new ZipBuilder().Add("zeros", new byte[50_000_001]).Build(), ArchiveCodes.TooLarge },
        { "bombs.zip", new ZipBuilder().Add("1", new byte[40_000_000]).Add("2", new byte[40_000_000]).Add("3", new byte[40_000_000]).Build(), ArchiveCodes.TooLarge },
        { "cut.tar.gz", Gzip(new byte[100])[..20], ArchiveCodes.Corrupt },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task A_bad_archive_is_rejected_with_a_code_and_a_sentence(string name, byte[] bytes, string code)
    {
        ArchiveTable table = await ReadAsync(bytes, name);

        Assert.Equal((ArchiveVerdict.Reject, code), (table.Verdict, table.Reason?.Code));
        Assert.EndsWith(".", table.Reason!.Message, StringComparison.Ordinal);
        Assert.Empty(table.Entries);
    }

    [Fact]
    public async Task A_bomb_in_gzip_stops_at_the_limit_and_leaves_nothing_in_the_store()
    {
        byte[] bomb = Gzip(await TarAsync(("zeros", new string('\0', 200_000_000))));

        ArchiveTable table = await ReadAsync(bomb, "bomb.tar.gz");

        Assert.Equal(ArchiveCodes.TooLarge, table.Reason?.Code);
        Assert.Contains("100000000", table.Reason!.Message, StringComparison.Ordinal);
        List<BlobRef> left = await Blobs.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(bomb.Length, Assert.Single(left).SizeBytes);
    }

    [Theory]
    [InlineData(null, 99u)]
    [InlineData(2u, null)]
    [InlineData(4u, null)]
    public async Task An_entry_that_is_not_what_its_archive_states_refuses_at_its_end(uint? size, uint? crc)
    {
        byte[] zip = new ZipBuilder().Add("a.txt", "abc", new() { SizeBytes = size, Crc32 = crc }).Build();
        ArchiveTable table = await ReadAsync(zip, "set.zip");

        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => TextsAsync(table));

        Assert.Contains(refused.Refusal.Code, new[] { ArchiveCodes.Corrupt, ArchiveCodes.Inconsistent });
        Assert.Contains("set.zip!/a.txt", refused.Refusal.Message, StringComparison.Ordinal);
    }
}
