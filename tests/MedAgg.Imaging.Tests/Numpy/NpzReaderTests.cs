using System.IO.Compression;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Numpy;

public sealed class NpzReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("|u1", "uint8", 1)]
    [InlineData("|b1", "uint8", 1)]
    [InlineData("|i1", "int8", 1)]
    [InlineData("<u2", "uint16", 2)]
    [InlineData("<i4", "int32", 4)]
    [InlineData("<i8", "int64", 8)]
    [InlineData("<f4", "float32", 4)]
    [InlineData("<f8", "float64", 8)]
    [InlineData("<c8", "complex64", 8)]
    [InlineData("<c16", "complex128", 16)]
    public void Types_are_those_of_numpy(string descr, string name, int size)
    {
        byte[] data = [.. Enumerable.Range(0, 6 * size).Select(i => (byte)i)];
        using ByteSource file = NpzFiles.Npz(("a", NpzFiles.Npy(descr, false, "(2, 3)", data)));
        PixelArray array = NpzReader.Read(file, "a", 0, null, ImagingLimits.Default, Token).Value!;
        Assert.Equal(name, array.Type.NumpyName());
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal(data, array.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_of_the_head_is_read(byte version)
    {
        using ByteSource file = NpzFiles.Npz(CompressionLevel.NoCompression, ("a", NpzFiles.Npy("|u1", false, "(4,)", [1, 2, 3, 4], version)));
        Assert.Equal([1, 2, 3, 4], NpzReader.Read(file, "a", 0, null, ImagingLimits.Default, Token).Value!.Bytes);
    }

    [Fact]
    public void Big_endian_values_are_turned()
    {
        using ByteSource file = NpzFiles.Npz(("a", NpzFiles.Npy(">i2", false, "(2,)", [0x01, 0x02, 0xFF, 0xFE])));
        Assert.Equal(new short[] { 0x0102, -2 }, NpzReader.Read(file, "a", 0, null, ImagingLimits.Default, Token).Value!.Values<short>().ToArray());
    }

    [Fact]
    public void Fortran_order_becomes_c_order()
    {
        // [[0, 1, 2], [3, 4, 5]] with the first index fastest.
        using ByteSource file = NpzFiles.Npz(("a", NpzFiles.Npy("|u1", true, "(2, 3)", [0, 3, 1, 4, 2, 5])));
        Assert.Equal([0, 1, 2, 3, 4, 5], NpzReader.Read(file, "a", 0, null, ImagingLimits.Default, Token).Value!.Bytes);
        Assert.Equal([3, 4, 5], NpzReader.Read(file, "a", 1, 1, ImagingLimits.Default, Token).Value!.Bytes);
    }

    [Fact]
    public void A_range_of_entries_is_cut_out()
    {
        using ByteSource file = NpzFiles.Npz(("a", NpzFiles.Npy("|u1", false, "(4, 2)", [0, 1, 2, 3, 4, 5, 6, 7])));
        Assert.Equal([2, 3, 4, 5], NpzReader.Read(file, "a", 1, 2, ImagingLimits.Default, Token).Value!.Bytes);
        Assert.Equal("FRAME_OUT_OF_RANGE", NpzReader.Read(file, "a", 3, 2, ImagingLimits.Default, Token).Refusal!.Code);
        Assert.Equal("NPZ_ARRAY_ABSENT", NpzReader.Read(file, "b", 0, null, ImagingLimits.Default, Token).Refusal!.Code);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "NPY_OBJECT_ARRAY")]
    [InlineData("{'descr': '<U5', 'fortran_order': False, 'shape': (2,), }", "NPY_DTYPE_UNSUPPORTED")]
    [InlineData("{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", "NPY_DTYPE_UNSUPPORTED")]
    [InlineData("{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (2,), }", "NPY_DTYPE_UNSUPPORTED")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }", "NPY_MALFORMED")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), }", "NPY_TOO_LARGE")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", "NPY_TOO_LARGE")]
    [InlineData("{'descr': '|u1', 'shape': (2,), }", "NPY_MALFORMED")]
    [InlineData("{'descr': '|u1', 'fortran_order': __import__('os').system('id'), 'shape': (2,), }", "NPY_MALFORMED")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': ((((((((((((2,),),),),),),),),),),), }", "NPY_MALFORMED")]
    [InlineData("not a dictionary", "NPY_MALFORMED")]
    public void Heads_that_are_not_plain_are_refused(string head, string code)
    {
        using ByteSource file = NpzFiles.Npz(("a", NpzFiles.Npy(head, new byte[64])));
        Assert.Equal(code, NpzReader.List(file, Token).Refusal!.Code);
    }

    [Fact]
    public void Values_that_are_not_there_are_refused_without_taking_their_memory()
    {
        using ByteSource file = NpzFiles.Npz(("a", NpzFiles.Npy("|u1", false, "(2000000000,)", new byte[10])));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("NPY_TRUNCATED", NpzReader.Read(file, "a", 0, null, ImagingLimits.Default, Token).Refusal!.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal("NPY_TOO_LARGE", NpzReader.Read(file, "a", 0, null, ImagingLimits.Default with { MaxEntryBytes = 1000 }, Token).Refusal!.Code);
    }

    [Fact]
    public void Every_cut_and_every_flipped_byte_is_a_value_never_an_exception()
    {
        using ByteSource file = NpzFiles.Npz(("train_images", Images(3)), ("train_labels", NpzFiles.Npy("|u1", false, "(3, 1)", [0, 1, 0])));
        byte[] whole = new byte[file.Length];
        file.Read(0, whole);
        for (int i = 0; i < whole.Length; i++)
        {
            Look(ByteSource.Of(whole.AsMemory(0, i)));
            byte[] turned = [.. whole];
            turned[i] ^= 0x5A;
            Look(ByteSource.Of(turned));
        }

        static void Look(ByteSource source)
        {
            FileReading reading = ImageReaders.Inspect(source, "a.npz", ImagingLimits.Default, Token);
            if (reading.Facts is not null)
                ImageReaders.ReadPixels(source, reading, 0, ImagingLimits.Default, Token);
            source.Dispose();
        }
    }

    [Fact]
    public void A_directory_of_many_entries_is_refused_before_it_is_read()
    {
        using ByteSource file = NpzFiles.Npz([.. Enumerable.Range(0, 1001).Select(i => ($"a{i}", NpzFiles.Npy("|u1", false, "(1,)", [1])))]);
        Assert.Equal("NPZ_TOO_MANY_ARRAYS", NpzReader.List(file, Token).Refusal!.Code);
    }

    [Fact]
    public void Inspection_tells_the_stack_and_that_patients_are_unknown()
    {
        using ByteSource file = NpzFiles.Npz(("train_images", Images(3)), ("train_labels", NpzFiles.Npy("|u1", false, "(3, 1)", [0, 1, 0])), ("test_images", Images(2)));
        FileReading reading = ImageReaders.Inspect(file, "set/a.npz", ImagingLimits.Default, Token);
        Assert.Null(reading.Refusal);
        Assert.Equal("npz", reading.Subkind);
        Assert.Equal((4, 5, 5), (reading.Facts!.Rows, reading.Facts.Columns, reading.Facts.Frames));
        Assert.Equal("NPZ_PATIENTS_UNKNOWN", Assert.Single(reading.Warnings).Code);
        PixelArray last = ImageReaders.ReadPixels(file, reading, 4, ImagingLimits.Default, Token).Value!;
        Assert.Equal([4, 5], last.Shape);
        Assert.Equal(20, last.Bytes[0]); // the second image of the second array
        Assert.Equal([5, 4, 5], ImageReaders.ReadPixels(file, reading, null, ImagingLimits.Default, Token).Value!.Shape);
        Assert.Equal("FRAME_OUT_OF_RANGE", ImageReaders.ReadPixels(file, reading, 5, ImagingLimits.Default, Token).Refusal!.Code);
    }

    [Theory]
    [InlineData("train_images", "train")]
    [InlineData("val_labels", "val")]
    [InlineData("test", "test")]
    [InlineData("x", null)]
    public void Parts_are_told_by_names(string name, string? part) =>
        Assert.Equal(part, new NpzArray(name, new NpyHeader(PixelType.U8, ByteOrder.LittleEndian, false, [1], 128)).Part);

    private static byte[] Images(int count) => NpzFiles.Npy("|u1", false, $"({count}, 4, 5)", [.. Enumerable.Range(0, count * 20).Select(i => (byte)i)]);
}
