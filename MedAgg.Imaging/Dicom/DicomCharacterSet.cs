using System.Text;

namespace MedAgg.Imaging.Dicom;

/// <summary>Decodes text by SpecificCharacterSet (PS3.3 section C.12.1.1.2, PS3.5 section 6.1), code extensions included.</summary>
internal sealed class DicomCharacterSet
{
    private static readonly Encoding Ascii = Encoding.Latin1;

    /// <summary>Equal to <see cref="Ascii"/> in what it does, other in what it means: the writer has said Latin-1.</summary>
    private static readonly Encoding DeclaredLatin1 = (Encoding)Encoding.Latin1.Clone();

    private readonly Encoding _first;
    private readonly bool _hasExtensions;
    private readonly bool _mayGuess;

    private DicomCharacterSet(Encoding first, bool hasExtensions, bool mayGuess, string? unknown)
    {
        _first = first;
        _hasExtensions = hasExtensions;
        _mayGuess = mayGuess;
        UnknownTerm = unknown;
    }

    /// <summary>The default repertoire, ASCII.</summary>
    public static DicomCharacterSet Default { get; } = new(Ascii, false, true, null);

    /// <summary>A declared term that is in no table; null when all are known.</summary>
    public string? UnknownTerm { get; }

    /// <summary>Reads the declaration.</summary>
    public static DicomCharacterSet Of(string? declared)
    {
        if (string.IsNullOrWhiteSpace(declared))
            return Default;
        string[] terms = declared.Split('\\', 9);
        string first = terms[0].Trim();
        Encoding? encoding = first.Length == 0 ? Ascii : Lookup(first);
        string? unknown = encoding is null ? first : null;
        for (int i = 1; i < Math.Min(terms.Length, 8) && unknown is null; i++)
        {
            if (terms[i].Trim().Length > 0 && Lookup(terms[i].Trim()) is null)
                unknown = terms[i].Trim();
        }
        bool hasExtensions = terms.Length > 1 || first.StartsWith("ISO 2022", StringComparison.OrdinalIgnoreCase);
        bool isUndeclared = encoding is null || first.Length == 0 || ReferenceEquals(encoding, Ascii);
        return new DicomCharacterSet(encoding ?? Ascii, hasExtensions, isUndeclared && !hasExtensions, unknown is { Length: > 32 } ? unknown[..32] : unknown);
    }

    /// <summary>Decodes one value.</summary>
    /// <param name="bytes">The value as it stands in the file.</param>
    /// <param name="guess">Set to the name of an encoding when undeclared 8-bit text was read by a guess.</param>
    /// <param name="isBroken">True when bytes did not fit the declared set.</param>
    public string Decode(ReadOnlySpan<byte> bytes, out string? guess, out bool isBroken)
    {
        guess = null;
        isBroken = false;
        if (Ascii7(bytes))
            return Encoding.Latin1.GetString(bytes);
        if (_hasExtensions)
            return Iso2022Text.Decode(bytes, _first, out isBroken);
        if (!_mayGuess)
        {
            string text = _first.GetString(bytes);
            isBroken = text.Contains('\uFFFD', StringComparison.Ordinal);
            return text;
        }
        return CyrillicGuess.Decode(bytes, out guess);
    }

    /// <summary>The .NET encoding of a defined term, or of what writers put in its place; null when unknown.</summary>
    private static Encoding? Lookup(string term)
    {
        string key = string.Concat(term.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (key.StartsWith("ISO2022IR", StringComparison.Ordinal))
            key = "ISOIR" + key[9..];
        return key switch
        {
            "" or "ISOIR6" or "ASCII" => Ascii,
            "ISOIR100" or "ISO88591" or "LATIN1" => DeclaredLatin1,
            "ISOIR101" => CodePage(28592),
            "ISOIR109" => CodePage(28593),
            "ISOIR110" => CodePage(28594),
            "ISOIR144" or "ISO88595" => CodePage(28595),
            "ISOIR127" => CodePage(28596),
            "ISOIR126" => CodePage(28597),
            "ISOIR138" => CodePage(28598),
            "ISOIR148" => CodePage(28599),
            "ISOIR203" => CodePage(28605),
            "ISOIR166" => CodePage(874),
            "ISOIR13" => CodePage(932),
            "ISOIR192" or "UTF8" => Encoding.UTF8,
            "GB18030" => CodePage(54936),
            "GBK" => CodePage(936),
            "ISOIR87" or "ISOIR159" => CodePage(20932),
            "ISOIR149" => CodePage(949),
            "ISOIR58" => CodePage(936),
            "WINDOWS1251" or "CP1251" => CodePage(1251),
            "WINDOWS1252" or "CP1252" => CodePage(1252),
            "KOI8R" => CodePage(20866),
            "CP866" or "IBM866" => CodePage(866),
            _ => null,
        };
    }

    internal static Encoding CodePage(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);

    private static bool Ascii7(ReadOnlySpan<byte> bytes) => System.Text.Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B);
}
