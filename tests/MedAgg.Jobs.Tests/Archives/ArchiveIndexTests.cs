using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Archives;

public sealed class ArchiveIndexTests : IDisposable
{
    private static readonly ArchiveLimits Small = new() { MaxEntryBytes = 50_000_000, MaxTotalUnpackedBytes = 100_000_000, MaxEntries = 100 };

    private readonly TemporaryFolder _folder = new();
    private readonly FolderBlobStore _blobs;
    private readonly ArchiveEntryReader _reader;
    private readonly ArchiveIndex _index;

    public ArchiveIndexTests()
    {
        _blobs = new(Options.Create(new StorageOptions { Folder = _folder.At("blobs") }));
        _reader = new(_blobs);
        _index = new(_blobs, _reader, TimeProvider.System);
    }

    [Fact]
    public async Task Entries_of_a_zip_are_read_in_their_place()
    {
        byte[] zip = new ZipBuilder().Add("a/packed.txt", new string('x', 5000)).Add("a/stored.txt", "plain", new() { Method = 0 }).Build();

        ArchiveTable table = await ReadAsync(zip, "set.zip");

        Assert.Equal((ArchiveVerdict.Accept, null), (table.Verdict, table.Reason));
        Assert.Equal(["set.zip!/a/packed.txt", "set.zip!/a/stored.txt"], table.Entries.Select(entry => entry.Path));
        Assert.Equal([Packing.Deflate, Packing.Stored], table.Entries.Select(entry => entry.Place.Packing));
        Assert.Equal([new string('x', 5000), "plain"], await TextsAsync(table));
        Assert.Empty(table.Unwrapped);
        Assert.Equal(5005, table.UnpackedBytes);
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("gz")]
    [InlineData("bz2")]
    [InlineData("xz")]
    public async Task Entries_of_a_tar_are_read_in_their_place_whatever_it_is_wrapped_in(string wrapper)
    {
        string longName = string.Join('/', Enumerable.Repeat("a-rather-long-folder-name", 8)) + "/scan.txt";
        byte[] tar = await TarAsync(("Снимки/a.txt", "one"), (longName, "two"));
        byte[] bytes = wrapper switch { "tar" => tar, "gz" => Gzip(tar), _ => await RunAsync(wrapper == "xz" ? "xz" : "bzip2", tar) };

        ArchiveTable table = await ReadAsync(bytes, "set.tar." + wrapper);

        Assert.Equal(ArchiveVerdict.Accept, table.Verdict);
        Assert.Equal([$"set.tar.{wrapper}!/Снимки/a.txt", $"set.tar.{wrapper}!/{longName}"], table.Entries.Select(entry => entry.Path));
        Assert.Equal(["one", "two"], await TextsAsync(table));
        Assert.Equal(wrapper == "tar" ? 0 : 1, table.Unwrapped.Count);
    }

    [Fact]
    public async Task A_single_packed_file_keeps_its_path_and_its_wrapper()
    {
        byte[] bytes = Gzip("not a tar"u8.ToArray());

        ArchiveEntry entry = Assert.Single((await ReadAsync(bytes, "scan.nii.gz")).Entries);

        Assert.Equal(("scan.nii.gz", ArchiveKind.Gzip, bytes.LongLength), (entry.Path, entry.Wrapper, entry.SizeBytes));
        Assert.Equal((0L, bytes.LongLength, Packing.Stored), (entry.Place.Offset, entry.Place.Length, entry.Place.Packing));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 1)]
    public async Task An_archive_inside_is_read_in_its_place_when_it_is_stored_and_unpacked_once_when_not(int method, int unwrapped)
    {
        byte[] inner = new ZipBuilder().Add("b.txt", "deep").Build();
        byte[] zip = new ZipBuilder().Add("a.txt", "flat").Add("in/inner.zip", inner, new() { Method = (ushort)method }).Build();

        ArchiveTable table = await ReadAsync(zip, "set.zip");

        Assert.Equal(["set.zip!/a.txt", "set.zip!/in/inner.zip!/b.txt"], table.Entries.Select(entry => entry.Path));
        Assert.Equal(["flat", "deep"], await TextsAsync(table));
        Assert.Equal(unwrapped, table.Unwrapped.Count);
    }

    [Fact]
    public async Task Archives_below_the_third_level_stay_packed()
    {
        byte[] zip = new ZipBuilder().Add("leaf.txt", "leaf").Build();
        for (int level = 4; level >= 1; level--)
            zip = new ZipBuilder().Add($"l{level}.zip", zip).Build();

        ArchiveTable table = await ReadAsync(zip, "l0.zip");

        Assert.Equal((ArchiveVerdict.AcceptWithWarning, ArchiveCodes.NestedTooDeep), (table.Verdict, table.Reason?.Code));
        Assert.Equal("l0.zip!/l1.zip!/l2.zip!/l3.zip", Assert.Single(table.Entries).Path);
    }

    [Fact]
    public async Task A_damaged_archive_inside_stays_packed_and_is_named()
    {
        byte[] zip = new ZipBuilder().Add("a.txt", "flat").Add("inner.zip", "PK\u0003\u0004 and nothing more").Build();

        ArchiveTable table = await ReadAsync(zip, "set.zip");

        Assert.Equal(["set.zip!/a.txt", "set.zip!/inner.zip"], table.Entries.Select(entry => entry.Path));
        ArchiveNotice notice = Assert.Single(table.Notices);
        Assert.Equal((ArchiveCodes.Corrupt, false), (notice.Code, notice.Skipped));
        Assert.Contains("inner.zip", notice.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\evil.txt")]
    [InlineData("C:\\evil.txt")]
    [InlineData("C:evil.txt")]
    [InlineData("\\\\server\\share\\evil.txt")]
    [InlineData("a/.. /evil.txt")]
    public async Task A_name_that_leads_out_refuses_the_archive(string name)
    {
        ArchiveTable table = await ReadAsync(new ZipBuilder().Add("a.txt", "a").Add(name, "evil").Build(), "set.zip");

        Assert.Equal((ArchiveVerdict.Reject, ArchiveCodes.EscapesRoot), (table.Verdict, table.Reason?.Code));
        Assert.Empty(table.Entries);
    }

    [Theory]
    [InlineData("./a//b/./c.txt", "a/b/c.txt", null)]
    [InlineData("a\\b.txt", "a/b.txt", ArchiveCodes.NameSanitised)]
    [InlineData("a\nb.txt", "a_u000A_b.txt", ArchiveCodes.NameSanitised)]
    [InlineData("gnp.\u202Etxt", "gnp._u202E_txt", ArchiveCodes.NameSanitised)]
    [InlineData("..data/...hidden", "..data/...hidden", null)]
    [InlineData("%2e%2e%2fa.txt", "%2e%2e%2fa.txt", null)]
    [InlineData("．．／a.txt", "．．／a.txt", null)]
    [InlineData("💀.txt", "💀.txt", null)]
    public async Task A_harmless_name_is_kept_as_far_as_possible(string name, string path, string? code)
    {
        ArchiveTable table = await ReadAsync(new ZipBuilder().Add(name, "a").Build(), "set.zip");

        Assert.Equal("set.zip!/" + path, Assert.Single(table.Entries).Path);
        Assert.Equal(code, table.Reason?.Code);
    }

    [Theory]
    [InlineData(866, "Снимок_01.csv")]
    [InlineData(1251, "Пациент.csv")]
    [InlineData(437, "Ångström.csv")]
    public async Task A_name_in_an_old_code_page_is_read(int codePage, string name)
    {
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(name);

        ArchiveTable table = await ReadAsync(new ZipBuilder().Add("", "a", new() { NameBytes = bytes }).Build(), "set.zip");

        Assert.Equal("set.zip!/" + name, Assert.Single(table.Entries).Path);
    }

    [Fact]
    public async Task Two_entries_of_one_name_are_kept_apart()
    {
        byte[] zip = new ZipBuilder().Add("a/x.nii.gz", "1").Add("a/x.nii.gz", "2").Add("a/X.nii.gz", "3").Add("a/x.nii.gz/inside", "4").Build();

        ArchiveTable table = await ReadAsync(zip, "s.zip");

        Assert.Equal(["s.zip!/a/x.nii.gz", "s.zip!/a/x~2.nii.gz", "s.zip!/a/X.nii.gz", "s.zip!/a/x~3.nii.gz/inside"], table.Entries.Select(entry => entry.Path));
        Assert.Equal(["1", "2", "3", "4"], await TextsAsync(table));
        Assert.Equal(2, table.NoticeCount);
    }

    [Fact]
    public async Task Names_that_are_too_long_are_shortened_and_stay_apart()
    {
        string name = new('n', 400);

        ArchiveTable table = await ReadAsync(new ZipBuilder().Add(name + "1.dcm", "1").Add(name + "2.dcm", "2").Build(), "s.zip");

        Assert.All(table.Entries, entry => Assert.InRange(Encoding.UTF8.GetByteCount(entry.Path), 200, 255 + "s.zip!/".Length));
        Assert.All(table.Entries, entry => Assert.EndsWith(".dcm", entry.Path, StringComparison.Ordinal));
        Assert.Equal(2, table.Entries.Select(entry => entry.Path).Distinct().Count());
    }

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
        List<BlobRef> left = await _blobs.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
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

    [Fact]
    public async Task A_stored_entry_can_be_read_from_any_position()
    {
        ArchiveTable table = await ReadAsync(new ZipBuilder().Add("a.txt", "0123456789", new() { Method = 0 }).Build(), "set.zip");
        ArchiveEntry entry = table.Entries[0];

        await using Stream stream = await _reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, TestContext.Current.CancellationToken);
        stream.Position = 7;
        using StreamReader text = new(stream);

        Assert.Equal("789", await text.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Limits_are_read_from_a_file_with_other_names_beside_them()
    {
        var limits = ArchiveLimits.Read("""{ "note": "x", "max_entry_bytes": 7, "max_archive_depth": 2, "max_rss_growth_bytes": 1 }""");

        Assert.Equal((7, 2, new ArchiveLimits().MaxEntries), (limits.MaxEntryBytes, limits.MaxArchiveDepth, limits.MaxEntries));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Gzip(byte[] content)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static async Task<byte[]> TarAsync(params (string Name, string Content)[] files)
    {
        MemoryStream bytes = new();
        await using (TarWriter tar = new(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string name, string content) in files)
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> RunAsync(string program, byte[] input)
    {
        ProcessStartInfo start = new(program, "-c") { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"The program '{program}' is not on this machine.");
            throw;
        }

        using (process)
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
            MemoryStream packed = new();
            await process.StandardOutput.BaseStream.CopyToAsync(packed);
            return packed.ToArray();
        }
    }

    private async Task<ArchiveTable> ReadAsync(byte[] bytes, string name)
    {
        BlobRef blob = await _blobs.PutAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);
        return await _index.ReadAsync(blob.Sha256, name, Small, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> TextsAsync(ArchiveTable table)
    {
        List<string> texts = [];
        foreach (ArchiveEntry entry in table.Entries)
        {
            await using Stream stream = await _reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, TestContext.Current.CancellationToken);
            using StreamReader reader = new(stream);
            texts.Add(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        return texts;
    }
}
