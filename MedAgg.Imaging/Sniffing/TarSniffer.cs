namespace MedAgg.Imaging.Sniffing;

/// <summary>Recognises tar by its header checksum, which old archives without "ustar" have too.</summary>
internal static class TarSniffer
{
    public static bool IsTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < 512 || head[0] == 0)
            return false;
        int declared = 0;
        bool hasDigit = false;
        foreach (byte c in head[148..156])
        {
            if (c is >= (byte)'0' and <= (byte)'7')
            {
                declared = (declared * 8) + (c - '0');
                hasDigit = true;
            }
            else if (c is not ((byte)' ' or 0))
            {
                return false;
            }
        }
        int sum = 8 * ' ';
        for (int i = 0; i < 512; i++)
            sum += i is >= 148 and < 156 ? 0 : head[i];
        return hasDigit && (sum == declared || head[257..262].SequenceEqual("ustar"u8));
    }
}
