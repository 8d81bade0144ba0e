namespace MedAgg.Imaging.Dicom;

/// <summary>Value representations (PS3.5 section 6.2) as their two letters, first letter in the low byte, as they stand in a file.</summary>
internal static class DicomVr
{
    public const ushort None = 0;
    public const ushort AE = 'A' | ('E' << 8);
    public const ushort AS = 'A' | ('S' << 8);
    public const ushort AT = 'A' | ('T' << 8);
    public const ushort CS = 'C' | ('S' << 8);
    public const ushort DA = 'D' | ('A' << 8);
    public const ushort DS = 'D' | ('S' << 8);
    public const ushort DT = 'D' | ('T' << 8);
    public const ushort FL = 'F' | ('L' << 8);
    public const ushort FD = 'F' | ('D' << 8);
    public const ushort IS = 'I' | ('S' << 8);
    public const ushort LO = 'L' | ('O' << 8);
    public const ushort LT = 'L' | ('T' << 8);
    public const ushort OB = 'O' | ('B' << 8);
    public const ushort OD = 'O' | ('D' << 8);
    public const ushort OF = 'O' | ('F' << 8);
    public const ushort OL = 'O' | ('L' << 8);
    public const ushort OV = 'O' | ('V' << 8);
    public const ushort OW = 'O' | ('W' << 8);
    public const ushort PN = 'P' | ('N' << 8);
    public const ushort SH = 'S' | ('H' << 8);
    public const ushort SL = 'S' | ('L' << 8);
    public const ushort SQ = 'S' | ('Q' << 8);
    public const ushort SS = 'S' | ('S' << 8);
    public const ushort ST = 'S' | ('T' << 8);
    public const ushort SV = 'S' | ('V' << 8);
    public const ushort TM = 'T' | ('M' << 8);
    public const ushort UC = 'U' | ('C' << 8);
    public const ushort UI = 'U' | ('I' << 8);
    public const ushort UL = 'U' | ('L' << 8);
    public const ushort UN = 'U' | ('N' << 8);
    public const ushort UR = 'U' | ('R' << 8);
    public const ushort US = 'U' | ('S' << 8);
    public const ushort UT = 'U' | ('T' << 8);
    public const ushort UV = 'U' | ('V' << 8);

    /// <summary>Bit of <see cref="Traits"/>: the VR is one of PS3.5 section 6.2.</summary>
    public const byte KnownTrait = 1;

    /// <summary>Bit of <see cref="Traits"/>: 32-bit length behind two reserved bytes (PS3.5 table 7.1-1).</summary>
    public const byte LongTrait = 2;

    /// <summary>Bit of <see cref="Traits"/>: the value may hold elements.</summary>
    public const byte NestingTrait = 4;

    /// <summary>Shift of the bits of <see cref="Traits"/> that a valid length of this VR leaves clear: 1 for even ones, 3 and 7 for numbers of 4 and 8 bytes.</summary>
    public const int LengthMaskShift = 4;

    /// <summary>What has to be known of a VR while elements are stepped over. Indexed by <see cref="Slot"/>.</summary>
    public static readonly byte[] Traits = MakeTraits();

    public static bool AreLetters(ushort vr) => (uint)((vr & 0xFF) - 'A') < 26 && (uint)((vr >> 8) - 'A') < 26;

    public static bool IsKnown(ushort vr) => AreLetters(vr) && (Traits[Slot(vr)] & KnownTrait) != 0;

    public static bool HasLongLength(ushort vr) => (Traits[Slot(vr)] & LongTrait) != 0;

    /// <summary>Text whose bytes follow SpecificCharacterSet (PS3.5 section 6.1.2.3).</summary>
    public static bool IsEncodedText(ushort vr) => vr is LO or LT or PN or SH or ST or UC or UT;

    /// <summary>Bytes of one binary number; 0 for text and bulk data.</summary>
    public static int NumberSize(ushort vr) => vr switch
    {
        US or SS => 2,
        UL or SL or FL or AT => 4,
        FD or SV or UV => 8,
        _ => 0,
    };

    public static bool IsBulk(ushort vr) => vr is OB or OD or OF or OL or OV or OW or UN;

    public static string Name(ushort vr) => AreLetters(vr) ? string.Create(2, vr, (span, v) => (span[0], span[1]) = ((char)(v & 0xFF), (char)(v >> 8))) : "??";

    public static ushort Parse(ReadOnlySpan<char> name) => name.Length < 2 ? None : (ushort)(name[0] | (name[1] << 8));

    /// <summary>Place of two letters in a table of 26 × 26; only after <see cref="AreLetters"/>.</summary>
    public static int Slot(ushort vr) => ((vr & 0xFF) - 'A') * 26 + ((vr >> 8) - 'A');

    private static byte[] MakeTraits()
    {
        byte[] traits = new byte[26 * 26];
        foreach (ushort vr in new[] { AE, AS, AT, CS, DA, DS, DT, FL, FD, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US })
            traits[Slot(vr)] = KnownTrait;
        foreach (ushort vr in new[] { OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV })
            traits[Slot(vr)] = KnownTrait | LongTrait;
        foreach (ushort vr in new[] { SQ, UN })
            traits[Slot(vr)] |= NestingTrait;
        for (int first = 'A'; first <= 'Z'; first++)
        {
            for (int second = 'A'; second <= 'Z'; second++)
            {
                ushort vr = (ushort)(first | (second << 8));
                traits[Slot(vr)] |= (byte)(Math.Max(1, NumberSize(vr) - 1) << LengthMaskShift);
            }
        }
        return traits;
    }
}
