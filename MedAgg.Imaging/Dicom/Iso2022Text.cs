using System.Text;

namespace MedAgg.Imaging.Dicom;

/// <summary>Text that switches its code elements by escape sequences (PS3.5 section 6.1.2.5; ISO/IEC 2022).</summary>
internal static class Iso2022Text
{
    private const byte Escape = 0x1B;

    private enum Form
    {
        /// <summary>Bytes go to the encoding as they are.</summary>
        Plain,

        /// <summary>Two 7-bit bytes a character, JIS X 0208: EUC-JP after setting the high bits.</summary>
        Jis208,

        /// <summary>Two 7-bit bytes a character, JIS X 0212.</summary>
        Jis212,
    }

    public static string Decode(ReadOnlySpan<byte> bytes, Encoding first, out bool isBroken)
    {
        StringBuilder text = new(bytes.Length);
        Encoding encoding = first;
        Form form = Form.Plain;
        isBroken = false;
        int at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] == Escape)
            {
                int length = Switch(bytes[at..], first, ref encoding, ref form);
                isBroken |= length == 0;
                at += Math.Max(length, 1);
                continue;
            }
            int next = at;
            while (next < bytes.Length && bytes[next] != Escape && !IsReset(bytes[next], form))
                next++;
            Append(text, bytes[at..next], encoding, form, ref isBroken);
            if (next < bytes.Length && bytes[next] != Escape)
            {
                // Delimiters bring the first code element back.
                text.Append((char)bytes[next++]);
                encoding = first;
                form = Form.Plain;
            }
            at = next;
        }
        return text.ToString();
    }

    private static bool IsReset(byte value, Form form) =>
        value is (byte)'\r' or (byte)'\n' or (byte)'\f' or (byte)'\t' || (form == Form.Plain && value is (byte)'\\' or (byte)'^' or (byte)'=');

    private static void Append(StringBuilder text, ReadOnlySpan<byte> part, Encoding encoding, Form form, ref bool isBroken)
    {
        if (part.IsEmpty)
            return;
        byte[] bytes = part.ToArray();
        if (form != Form.Plain)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bool isTrailOf212 = form == Form.Jis212 && (i & 1) == 1;
                bytes[i] = isTrailOf212 ? (byte)(bytes[i] & 0x7F) : (byte)(bytes[i] | 0x80);
            }
        }
        string decoded = encoding.GetString(bytes);
        isBroken |= decoded.AsSpan().IndexOfAny('\uFFFD', '\u30FB') >= 0 && decoded.Contains('\uFFFD', StringComparison.Ordinal);
        text.Append(decoded);
    }

    /// <summary>Length of the escape sequence, 0 when unknown.</summary>
    private static int Switch(ReadOnlySpan<byte> bytes, Encoding first, ref Encoding encoding, ref Form form)
    {
        ReadOnlySpan<byte> code = bytes[1..];
        (int length, int page, Form next) = code switch
        {
            [(byte)'(', (byte)'B', ..] => (3, 0, Form.Plain),
            [(byte)'(', (byte)'J', ..] or [(byte)')', (byte)'I', ..] => (3, 932, Form.Plain),
            [(byte)'-', (byte)'A', ..] => (3, 28591, Form.Plain),
            [(byte)'-', (byte)'B', ..] => (3, 28592, Form.Plain),
            [(byte)'-', (byte)'C', ..] => (3, 28593, Form.Plain),
            [(byte)'-', (byte)'D', ..] => (3, 28594, Form.Plain),
            [(byte)'-', (byte)'L', ..] => (3, 28595, Form.Plain),
            [(byte)'-', (byte)'G', ..] => (3, 28596, Form.Plain),
            [(byte)'-', (byte)'F', ..] => (3, 28597, Form.Plain),
            [(byte)'-', (byte)'H', ..] => (3, 28598, Form.Plain),
            [(byte)'-', (byte)'M', ..] => (3, 28599, Form.Plain),
            [(byte)'-', (byte)'b', ..] => (3, 28605, Form.Plain),
            [(byte)'-', (byte)'T', ..] => (3, 874, Form.Plain),
            [(byte)'$', (byte)'B', ..] or [(byte)'$', (byte)'@', ..] => (3, 20932, Form.Jis208),
            [(byte)'$', (byte)'(', (byte)'D', ..] => (4, 20932, Form.Jis212),
            [(byte)'$', (byte)')', (byte)'C', ..] => (4, 949, Form.Plain),
            [(byte)'$', (byte)')', (byte)'A', ..] => (4, 936, Form.Plain),
            _ => (0, 0, Form.Plain),
        };
        if (length == 0)
            return 0;
        form = next;
        encoding = page == 0 ? first : DicomCharacterSet.CodePage(page);
        return length;
    }
}
