using System.Runtime.InteropServices;

namespace MedAgg.Jobs.Archives;

/// <summary>Bits of a deflate stream, lowest first. Behind its end it gives zeros and says so.</summary>
internal ref struct InflateBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _bits;
    private int _count;
    private int _at;

    /// <summary>Whether bits were taken that the stream does not have.</summary>
    public readonly bool IsOverrun => (8L * _at) - _count > 8L * _bytes.Length;

    /// <summary>Bytes of the stream.</summary>
    public readonly int Length => _bytes.Length;

    /// <summary>Hands the state to a loop that keeps it in locals.</summary>
    /// <returns>The first byte of the stream.</returns>
    public readonly ref byte Lend(out ulong bits, out int count, out int at)
    {
        (bits, count, at) = (_bits, _count, _at);
        return ref MemoryMarshal.GetReference(_bytes);
    }

    public void TakeBack(ulong bits, int count, int at) => (_bits, _count, _at) = (bits, count, at);

    /// <summary>Brings in at least 56 bits anywhere.</summary>
    public void Fill()
    {
        while (_count < 56)
        {
            if (_at < _bytes.Length)
                _bits |= (ulong)_bytes[_at] << _count;
            _at++;
            _count += 8;
        }
    }

    public readonly uint Peek(int count) => (uint)_bits & ((1U << count) - 1);

    /// <summary>Looks at bits that stand behind others.</summary>
    public readonly uint PeekBehind(int skipped, int count) => (uint)(_bits >> skipped) & ((1U << count) - 1);

    public void Drop(int count)
    {
        _bits >>= count;
        _count -= count;
    }

    public uint Take(int count)
    {
        uint value = Peek(count);
        Drop(count);
        return value;
    }

    /// <summary>Goes on at the next whole byte; what was brought in beyond it is given back.</summary>
    public void AlignToByte()
    {
        _at -= _count >> 3;
        _bits = 0;
        _count = 0;
    }

    /// <summary>Takes whole bytes, right after <see cref="AlignToByte"/>.</summary>
    public bool TryRead(int count, out ReadOnlySpan<byte> read)
    {
        bool isThere = count <= _bytes.Length - _at;
        read = isThere ? _bytes.Slice(_at, count) : default;
        _at += isThere ? count : 0;
        return isThere;
    }
}
