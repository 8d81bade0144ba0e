using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Jobs.Providers.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

public sealed class SeriesZipCheckTests
{
    private static readonly byte[] One = Encoding.ASCII.GetBytes("first instance");
    private static readonly byte[] Two = Encoding.ASCII.GetBytes("second instance");

    [Fact]
    public async Task A_whole_series_passes_whatever_the_order_of_its_checksums() =>
        Assert.Null(await CheckAsync(2, [("LICENSE", [1]), ("00000001.dcm", One), ("00000002.dcm", Two)], [("00000002.dcm", Two), ("00000001.dcm", One)]));

    [Fact]
    public async Task Older_names_and_no_checksums_pass_by_their_number() =>
        Assert.Null(await CheckAsync(2, [("1-1.dcm", One), ("1-2.dcm", Two)], null));

    [Theory]
    [InlineData(3, "DOWNLOAD_TRUNCATED")]
    [InlineData(1, "DOWNLOAD_TRUNCATED")]
    public async Task Another_number_of_instances_than_stated_is_not_the_series(int stated, string code) =>
        Assert.Equal(code, await CheckAsync(stated, [("1.dcm", One), ("2.dcm", Two)], [("1.dcm", One), ("2.dcm", Two)]));

    [Fact]
    public async Task A_wrong_checksum_is_not_the_series() =>
        Assert.Equal("DOWNLOAD_MISMATCH", await CheckAsync(1, [("1.dcm", One)], [("1.dcm", Two)]));

    [Fact]
    public async Task An_instance_without_a_checksum_among_others_is_not_the_series() =>
        Assert.Equal("DOWNLOAD_MISMATCH", await CheckAsync(2, [("1.dcm", One), ("2.dcm", Two)], [("1.dcm", One)]));

    [Fact]
    public async Task A_checksum_without_its_instance_tells_a_lost_file() =>
        Assert.Equal("DOWNLOAD_TRUNCATED", await CheckAsync(null, [("1.dcm", One)], [("1.dcm", One), ("2.dcm", Two)]));

    [Fact]
    public async Task Nothing_but_a_licence_is_empty() => Assert.Equal("SOURCE_EMPTY", await CheckAsync(null, [("LICENSE", One)], null));

    [Fact]
    public async Task A_cut_file_is_damaged()
    {
        byte[] zip = Zip([("1.dcm", RandomNumberGenerator.GetBytes(4000))], null);
        using MemoryStream half = new(zip[..(zip.Length / 2)]);

        Assert.Equal("DOWNLOAD_TRUNCATED", (await SeriesZipCheck.CheckAsync(half, "1.2", 1, long.MaxValue, TestContext.Current.CancellationToken))?.Code);
    }

    [Fact]
    public async Task More_bytes_than_allowed_end_the_reading()
    {
        using MemoryStream zip = new(Zip([("1.dcm", new byte[100_000])], null));

        Assert.Contains("more bytes", (await SeriesZipCheck.CheckAsync(zip, "1.2", 1, 10_000, TestContext.Current.CancellationToken))?.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> CheckAsync(int? images, (string, byte[])[] files, (string, byte[])[]? sums)
    {
        using MemoryStream zip = new(Zip(files, sums));
        return (await SeriesZipCheck.CheckAsync(zip, "1.2.3", images, long.MaxValue, TestContext.Current.CancellationToken))?.Code;
    }

    private static byte[] Zip((string Name, byte[] Content)[] files, (string Name, byte[] Content)[]? sums)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
                Add(zip, name, content);
#pragma warning disable CA5351 // it is what the archive computes
            if (sums is not null)
                Add(zip, "md5hashes.csv", Encoding.ASCII.GetBytes("Filename,MD5Hash\n" + string.Concat(sums.Select(sum => $"{sum.Name},{Convert.ToHexStringLower(MD5.HashData(sum.Content))}\n"))));
#pragma warning restore CA5351
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}
