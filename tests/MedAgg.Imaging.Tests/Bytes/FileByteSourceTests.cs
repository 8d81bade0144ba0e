using System.Diagnostics;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Tests.Bytes;

public sealed class FileByteSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medagg-bytes-").FullName;

    [Fact]
    public void Bytes_are_read_at_any_offset_while_somebody_holds_the_file_alone()
    {
        string path = Path.Combine(_folder, "снимок №1.bin");
        using FileStream writer = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        writer.Write([1, 2, 3, 4, 5]);
        writer.Flush();
        using ByteSource source = ByteSource.Open(path);
        byte[] buffer = new byte[8];
        Assert.Equal(5, source.Length);
        Assert.Equal(3, source.Read(2, buffer));
        Assert.Equal([3, 4, 5], buffer[..3]);
        Assert.Equal(0, source.Read(5, buffer));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("absent.dcm", Assert.Throws<FileNotFoundException>(() => ByteSource.Open(Path.Combine(_folder, "absent.dcm"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_cannot_be_is_an_argument_error(string path) => Assert.Throws<ArgumentException>(() => ByteSource.Open(path));

    [Fact]
    public void A_folder_is_an_error_that_readers_know()
    {
        Exception? error = Record.Exception(() =>
        {
            using ByteSource source = ByteSource.Open(_folder);
            source.Read(0, new byte[4]);
        });
        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
    }

    [Fact]
    public async Task A_pipe_without_a_writer_holds_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are made by mkfifo.");
        string path = Path.Combine(_folder, "pipe.dcm");
        using (Process made = Process.Start("mkfifo", [path]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Throws<IOException>(() => ByteSource.Open(path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
