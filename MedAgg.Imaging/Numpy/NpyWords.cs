using System.Text;

namespace MedAgg.Imaging.Numpy;

/// <summary>Words of one width as NumPy stores them: four bytes a character (<c>U</c>) or one (<c>S</c>), filled with zeros at the end.</summary>
internal static class NpyWords
{
    public static string[] Of(byte[] bytes, NpyHeader header)
    {
        bool isWide = header.StoredBytes > 1 && header.Type == Pixels.PixelType.U32;
        Encoding encoding = isWide ? new UTF32Encoding(header.IsBigEndian, byteOrderMark: false) : Encoding.UTF8;
        string[] words = new string[bytes.Length / header.StoredBytes];
        for (int i = 0; i < words.Length; i++)
            words[i] = encoding.GetString(bytes, i * header.StoredBytes, header.StoredBytes).TrimEnd('\0');
        return words;
    }
}
