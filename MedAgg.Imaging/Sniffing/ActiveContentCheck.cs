using System.Text;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Sniffing;

/// <summary>Warns about text files that browsers would run. They are catalogued as opaque files, never rendered.</summary>
internal static class ActiveContentCheck
{
    private const int MostBytes = 1 << 20;

    public static ReadWarning? Judge(ByteWindow window, string subkind)
    {
        if (subkind == Facts.Subkind.Html)
            return new ReadWarning(Codes.ActiveContent, "The file is an HTML page; it is stored and never shown as one.");
        if (subkind is not (Facts.Subkind.Svg or Facts.Subkind.Xml))
            return null;
        string text = Encoding.Latin1.GetString(window.Peek(0, (int)Math.Min(window.Length, MostBytes)));
        if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || text.Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase))
            return new ReadWarning(Codes.XmlDtd, "The file declares a document type; it is not expanded.");
        if (subkind != Facts.Subkind.Svg)
            return null;
        if (text.Contains("<script", StringComparison.OrdinalIgnoreCase) || text.Contains(" on", StringComparison.OrdinalIgnoreCase) || text.Contains("foreignObject", StringComparison.OrdinalIgnoreCase))
            return new ReadWarning(Codes.SvgActive, "The drawing holds scripts or foreign content; it is stored and never rendered.");
        if (text.Contains("href", StringComparison.OrdinalIgnoreCase))
            return new ReadWarning(Codes.SvgExternal, "The drawing refers to other files; they are not fetched.");
        return null;
    }
}
