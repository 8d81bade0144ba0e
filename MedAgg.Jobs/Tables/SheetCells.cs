using System.Globalization;
using System.Xml;

namespace MedAgg.Jobs.Tables;

/// <summary>Judges the cells of one worksheet while they pass: places that exist, shared strings that exist.</summary>
/// <param name="sharedStrings">Strings that the workbook shares.</param>
internal sealed class SheetCells(int sharedStrings)
{
    private const int MostColumns = 16_384;
    private const int MostRows = 1_048_576;
    private const int FarRow = 100_000;
    private const int FewCells = 1000;

    private long _cells;
    private long _lastRow;
    private bool _isShared;
    private bool _isValue;

    /// <summary>A cell lies far from the few others.</summary>
    public bool IsSparse => _lastRow > FarRow && _cells < FewCells;

    /// <summary>Takes the node that the reader stands on.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? Take(XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element when xml.LocalName == "c":
                _cells++;
                _isShared = xml.GetAttribute("t") == "s";
                _isValue = false;
                return xml.GetAttribute("r") is { } place && !Exists(place) ? "a cell lies where no cell can be" : null;
            case XmlNodeType.Element:
                _isValue = xml.LocalName == "v";
                return null;
            case XmlNodeType.Text when _isShared && _isValue:
                bool isThere = int.TryParse(xml.Value.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < sharedStrings;
                return isThere ? null : "a cell refers to a text that is not there";
            default:
                return null;
        }
    }

    private bool Exists(string place)
    {
        int column = 0;
        int at = 0;
        for (; at < place.Length && at < 4 && char.IsAsciiLetter(place[at]); at++)
            column = (column * 26) + (char.ToUpperInvariant(place[at]) - 'A' + 1);
        bool isRow = int.TryParse(place.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out int row);
        _lastRow = Math.Max(_lastRow, row);
        return isRow && column is > 0 and <= MostColumns && row is > 0 and <= MostRows;
    }
}
