using System.Runtime.CompilerServices;
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

    /// <summary>Whether at least so many bytes are left unread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsFar(int margin) => _at < _bytes.Length - margin;

    /// <summary>Brings in at least 56 bits, while <see cref="IsFar"/> is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FillFar()
    {
        // The bits above the count are those of the bytes that come next: taking these in once more changes nothing.
        _bits |= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _at)) << _count;
        _at += (63 - _count) >> 3;
        _count |= 56;
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Peek(int count) => (uint)_bits & ((1U << count) - 1);

    /// <summary>Looks at bits that stand behind others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint PeekBehind(int skipped, int count) => (uint)(_bits >> skipped) & ((1U << count) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(int count)
    {
        _bits >>= count;
        _count -= count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
