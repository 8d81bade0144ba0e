using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Volumes;

/// <summary>Voxels written as numbers in text, or as hexadecimal digits, read as the little-endian values that they stand for.</summary>
/// <remarks>A word that is no number of the type ends the stream: what is missing is noticed by whoever counts.</remarks>
internal sealed class TextVoxelStream(Stream text, PixelType type, bool isHex) : Stream
{
    private const int MostDigits = 64;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly byte[] _value = new byte[8];
    private int _count;
    private int _at;
    private int _valueAt = 8;
    private int _valueEnd = 8;
    private bool _isEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            if (_valueAt == _valueEnd && !Next())
                break;
            int count = Math.Min(_valueEnd - _valueAt, buffer.Length - done);
            _value.AsSpan(_valueAt, count).CopyTo(buffer[done..]);
            _valueAt += count;
            done += count;
        }
        return done;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        Span<byte> word = stackalloc byte[MostDigits];
        int length = 0;
        int one = Byte();
        while (one is ' ' or '\t' or '\r' or '\n' or ',')
            one = Byte();
        while (one >= 0 && one is not (' ' or '\t' or '\r' or '\n' or ','))
        {
            if (length == MostDigits)
                _isEnded = true;
            if (_isEnded)
                return false;
            word[length++] = (byte)one;
            if (isHex && length == 2)
                break;
            one = Byte();
        }
        if (length == 0 || !Parse(Encoding.Latin1.GetString(word[..length])))
        {
            _isEnded = true;
            return false;
        }
        _valueAt = 0;
        return true;
    }

    private bool Parse(string word)
    {
        _valueEnd = isHex ? 1 : type.SizeBytes();
        if (isHex)
            return byte.TryParse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _value[0]);
        if (type is PixelType.F32 or PixelType.F64)
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                return false;
            if (type == PixelType.F32)
                BinaryPrimitives.WriteSingleLittleEndian(_value, (float)number);
            else
                BinaryPrimitives.WriteDoubleLittleEndian(_value, number);
            return true;
        }
        if (!Int128.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 whole))
            return false;
        int bits = type.SizeBytes() * 8;
        bool isSigned = type is PixelType.I8 or PixelType.I16 or PixelType.I32 or PixelType.I64;
        (Int128 least, Int128 most) = isSigned ? (-(Int128.One << (bits - 1)), (Int128.One << (bits - 1)) - 1) : (0, (Int128.One << bits) - 1);
        if (whole < least || whole > most)
            return false;
        BinaryPrimitives.WriteUInt64LittleEndian(_value, unchecked((ulong)whole));
        return true;
    }

    private int Byte()
    {
        if (_at == _count)
        {
            if (_isEnded)
                return -1;
            (_at, _count) = (0, text.Read(_buffer));
            if (_count == 0)
            {
                _isEnded = true;
                return -1;
            }
        }
        return _buffer[_at++];
    }
}
