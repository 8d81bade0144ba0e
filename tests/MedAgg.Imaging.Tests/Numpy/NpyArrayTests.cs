using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Numpy;

namespace MedAgg.Imaging.Tests.Numpy;

public sealed class NpyArrayTests
{
    [Theory]
    [InlineData("|b1", 1, new byte[] { 1, 0 }, 1.0, 0.0)]
    [InlineData("|u1", 1, new byte[] { 200, 3 }, 200.0, 3.0)]
    [InlineData("|i1", 1, new byte[] { 0xFF, 3 }, -1.0, 3.0)]
    [InlineData("<u2", 2, new byte[] { 1, 2, 0xFF, 0xFF }, 513.0, 65535.0)]
    [InlineData(">i2", 3, new byte[] { 0xFF, 0xFE, 0, 7 }, -2.0, 7.0)]
    [InlineData(">i4", 1, new byte[] { 0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF }, 256.0, -1.0)]
    [InlineData("<i8", 1, new byte[] { 5, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, 5.0, -1.0)]
    [InlineData("<f2", 1, new byte[] { 0x00, 0x3C, 0x00, 0xC1 }, 1.0, -2.5)]
    [InlineData(">f4", 1, new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0 }, 1.0, -2.5)]
    [InlineData(">f8", 2, new byte[] { 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, 1.0, -2.5)]
    public void Values_of_every_type_order_and_version_are_read(string type, int version, byte[] values, double first, double second)
    {
        using ByteSource source = ByteSource.Of(MadeArray.Of(type, "(2,)", values, version: version));
        NpyArray array = NpyArray.Open(source, "a.npy").Value!;
        Assert.Equal(2, array.Items);
        Assert.Equal([first], array.Numbers(0).Value!);
        Assert.Equal([second], array.Numbers(1).Value!);
    }

    [Theory]
    [InlineData("<U3", "i\0\0\0l\0\0\0l\0\0\0o\0\0\0k\0\0\0\0\0\0\0", "ill", "ok")]
    [InlineData(">U2", "\0\0\0n\0\0\0o\0\0\0b\0\0\0\0", "no", "b")]
    [InlineData("|S3", "illok\0", "ill", "ok")]
    [InlineData("|u1", "\u0007\u0001", "7", "1")]
    public void Labels_may_be_words(string type, string values, string first, string second)
    {
        using ByteSource source = ByteSource.Of(MadeArray.Of(type, "(2, 1)", System.Text.Encoding.Latin1.GetBytes(values)));
        NpyArray array = NpyArray.Open(source, "labels.npy").Value!;
        Assert.Equal([first], array.Words(0).Value!);
        Assert.Equal([second], array.Words(1).Value!);
        Assert.Null(array.Header.IsText ? NpyLayout.Of(array.Header) : null);
        Assert.Equal(array.Header.IsText ? "ARRAY_TYPE_UNSUPPORTED" : null, array.Numbers(0).Refusal?.Code);
    }

    [Fact]
    public void A_label_that_is_no_number_is_an_empty_word()
    {
        using ByteSource source = ByteSource.Of(MadeArray.Of("<f4", "(2,)", [0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x3F]));
        NpyArray array = NpyArray.Open(source, "labels.npy").Value!;
        Assert.Equal(["", "1"], [.. array.Words(0).Value!, .. array.Words(1).Value!]);
    }

    [Fact]
    public void Fortran_order_gives_the_same_items_as_C_order()
    {
        byte[] plain = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        byte[] turned = new byte[24]; // shape (2, 3, 4): the first axis runs fastest
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 4; k++)
                    turned[i + 2 * (j + 3 * k)] = plain[(i * 3 + j) * 4 + k];
            }
        }

        using ByteSource c = ByteSource.Of(MadeArray.Of("|u1", "(2, 3, 4)", plain));
        using ByteSource fortran = ByteSource.Of(MadeArray.Of("|u1", "(2, 3, 4)", turned, isFortran: true));
        for (int item = 0; item < 2; item++)
            Assert.Equal(NpyArray.Open(c, "c").Value!.Item(item).Value!, NpyArray.Open(fortran, "f").Value!.Item(item).Value!);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "ARRAY_HOLDS_OBJECTS")]
    [InlineData("{'descr': [('a', '<i4'), ('b', '|O', (2,))], 'fortran_order': False, 'shape': (1,), }", "ARRAY_TYPE_UNSUPPORTED")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "ARRAY_TYPE_UNSUPPORTED")]
    [InlineData("{'descr': '<U999999999', 'fortran_order': False, 'shape': (1,), }", "ARRAY_TYPE_UNSUPPORTED")]
    [InlineData("{'descr': '|S0', 'fortran_order': False, 'shape': (1,), }", "ARRAY_TYPE_UNSUPPORTED")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }", "ARRAY_TYPE_UNSUPPORTED")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), }", "ARRAY_TRUNCATED")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807), }", "ARRAY_TOO_LARGE")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }", "ARRAY_TOO_LARGE")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), }", "ARRAY_MALFORMED")]
    [InlineData("{'descr': '|u1', 'fortran_order': 1, 'shape': (1,), }", "ARRAY_MALFORMED")]
    [InlineData("{'descr': '|u1', 'fortran_order': False}", "ARRAY_MALFORMED")]
    [InlineData("__import__('os').system('true')", "ARRAY_MALFORMED")]
    [InlineData("{'descr': '|u1", "ARRAY_MALFORMED")]
    public void Heads_that_cannot_be_meant_are_refused_with_a_code(string head, string code)
    {
        using ByteSource source = ByteSource.Of(MadeArray.Of(head, new byte[64]));
        Assert.Equal(code, NpyArray.Open(source, "a.npy").Refusal!.Code);
    }

    [Fact]
    public void Any_cut_of_a_file_is_refused_and_never_thrown()
    {
        byte[] whole = MadeArray.Of("<u2", "(3, 2)", new byte[12]);
        for (int length = 0; length < whole.Length; length++)
        {
            using ByteSource source = ByteSource.Of(whole.AsMemory(0, length));
            Assert.False(NpyArray.Open(source, "a.npy").IsRead, $"a cut at {length} bytes was read");
        }
    }

    [Fact]
    public void A_single_byte_that_differs_never_throws()
    {
        byte[] whole = MadeArray.Of("<u2", "(3, 2)", new byte[12]);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x15;
            using ByteSource source = ByteSource.Of(changed);
            Reading<NpyArray> array = NpyArray.Open(source, "a.npy");
            Assert.True(!array.IsRead || array.Value.Items == 0 || array.Value.Item(0).IsRead);
        }
    }
}
