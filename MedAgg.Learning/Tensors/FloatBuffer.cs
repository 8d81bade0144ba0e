using System.Runtime.InteropServices;

namespace MedAgg.Learning.Tensors;

/// <summary>
/// Zeroed float32 memory outside the garbage collector, aligned to 64 bytes. It ends in <see cref="Slack"/> spare values, so that a
/// vector load at the last value stays inside.
/// </summary>
internal sealed unsafe class FloatBuffer : SafeHandle
{
    /// <summary>Spare values behind the last one; the widest load is 16.</summary>
    public const int Slack = 64;

    public FloatBuffer(long length)
        : base(0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = checked((nuint)(length + Slack) * sizeof(float));
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, 64));
        NativeMemory.Clear((void*)handle, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    public long Length { get; }

    public float* Pointer => (float*)handle;

    public override bool IsInvalid => handle == 0;

    /// <summary>The values; at most 2^31 of them.</summary>
    public Span<float> Span => new((float*)handle, checked((int)Length));

    public void Clear() => NativeMemory.Clear((void*)handle, (nuint)Length * sizeof(float));

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure((Length + Slack) * sizeof(float));
        return true;
    }
}
