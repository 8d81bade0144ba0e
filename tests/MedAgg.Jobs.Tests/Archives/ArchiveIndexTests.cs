using System.Diagnostics;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>Entries are found and read where they lie, whatever the archive is wrapped in.</summary>
public sealed class ArchiveIndexTests : ArchiveTestBase
{
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

    [Fact]
    public async Task A_stored_entry_can_be_read_from_any_position()
    {
        ArchiveTable table = await ReadAsync(new ZipBuilder().Add("a.txt", "0123456789", new() { Method = 0 }).Build(), "set.zip");
        ArchiveEntry entry = table.Entries[0];

        await using Stream stream = await Reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, TestContext.Current.CancellationToken);
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
}
