using System.Security.Cryptography;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Tests.Storage;

/// <summary>What every blob store keeps to.</summary>
public abstract class BlobStoreContract : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected BlobStoreContract()
    {
    }

    protected string Folder => _folder.Folder;

    /// <summary>The store under test; a test is skipped where it is not on this machine.</summary>
    protected abstract IBlobStore Store { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task A_blob_comes_back_under_its_hash(int size)
    {
        byte[] content = Bytes(size);

        BlobRef blob = await Store.PutAsync(new MemoryStream(content), TestContext.Current.CancellationToken);

        Assert.Equal(new(Convert.ToHexStringLower(SHA256.HashData(content)), size), blob);
        Assert.True(await Store.ExistsAsync(blob.Sha256, TestContext.Current.CancellationToken));
        Assert.Equal(content, await ReadAsync(blob.Sha256));
    }

    [Fact]
    public async Task The_same_bytes_are_one_blob()
    {
        byte[] content = Bytes(1000);

        BlobRef first = await Store.PutAsync(new MemoryStream(content), TestContext.Current.CancellationToken);
        BlobRef second = await Store.PutAsync(new MemoryStream(content), TestContext.Current.CancellationToken);

        Assert.Equal(first, second);
        Assert.Single(await ListAsync(), blob => blob with { StoredAt = null } == first);
    }

    [Fact]
    public async Task A_blob_is_read_from_any_position()
    {
        byte[] content = Bytes(500_000);
        BlobRef blob = await Store.PutAsync(new MemoryStream(content), TestContext.Current.CancellationToken);

        await using Stream stream = await Store.OpenAsync(blob.Sha256, TestContext.Current.CancellationToken);

        Assert.True(stream.CanSeek);
        Assert.Equal(content.Length, stream.Length);
        foreach (int at in (int[])[400_000, 7, 499_999, 0, 250_000])
        {
            stream.Position = at;
            byte[] read = new byte[Math.Min(100_000, content.Length - at)];
            await stream.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(content[at..(at + read.Length)], read);
        }

        stream.Position = content.Length;
        Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_finished_file_is_taken_over(bool isHashKnown)
    {
        byte[] content = Bytes(2000);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        for (int time = 0; time < 2; time++)
        {
            string path = Path.Combine(Folder, "finished");
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);

            Assert.Equal(new(hash, 2000), await Store.AdoptAsync(path, isHashKnown ? hash : null, TestContext.Current.CancellationToken));
            Assert.False(File.Exists(path));
        }

        Assert.Equal(content, await ReadAsync(hash));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_may_be_deleted_again()
    {
        BlobRef blob = await Store.PutAsync(new MemoryStream(Bytes(10)), TestContext.Current.CancellationToken);

        await Store.DeleteAsync(blob.Sha256, TestContext.Current.CancellationToken);
        await Store.DeleteAsync(blob.Sha256, TestContext.Current.CancellationToken);

        Assert.False(await Store.ExistsAsync(blob.Sha256, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await ListAsync(), listed => listed.Sha256 == blob.Sha256);
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.OpenAsync(blob.Sha256, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public async Task What_is_no_hash_never_becomes_a_path(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(name, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(name, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ExistsAsync(name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_source_that_breaks_leaves_nothing_behind()
    {
        int before = (await ListAsync()).Count;

        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(new BrokenStream(), TestContext.Current.CancellationToken));

        Assert.Equal(before, (await ListAsync()).Count);
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Writers_of_the_same_bytes_do_not_disturb_each_other()
    {
        byte[] content = Bytes(200_000);

        BlobRef[] blobs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.PutAsync(new MemoryStream(content), TestContext.Current.CancellationToken))));

        Assert.Single(blobs.Distinct());
        Assert.Equal(content, await ReadAsync(blobs[0].Sha256));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    protected async Task<byte[]> ReadAsync(string sha256)
    {
        await using Stream stream = await Store.OpenAsync(sha256, TestContext.Current.CancellationToken);
        MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    protected async Task<IReadOnlyList<BlobRef>> ListAsync() =>
        await Store.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    protected static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++_reads < 3 ? ValueTask.FromResult(Math.Min(10, buffer.Length)) : throw new IOException("The source broke.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The source broke.");
    }
}
