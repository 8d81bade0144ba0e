namespace MedAgg.Jobs.Tables;

/// <summary>Codes of tables, workbooks and JSON files.</summary>
public static class TableCodes
{
    public const string Malformed = "TABLE_MALFORMED";
    public const string Encoding = "TABLE_ENCODING";
    public const string LineTooLong = "TABLE_LINE_TOO_LONG";
    public const string TooWide = "TABLE_TOO_WIDE";
    public const string Ragged = "TABLE_RAGGED";
    public const string DuplicateColumns = "TABLE_DUPLICATE_COLUMNS";
    public const string Empty = "TABLE_EMPTY";
    public const string Encrypted = "TABLE_ENCRYPTED";
    public const string HasMacros = "TABLE_HAS_MACROS";
    public const string ExternalReference = "TABLE_EXTERNAL_REFERENCE";
    public const string Sparse = "TABLE_SPARSE";
    public const string IsHtml = "CONTENT_IS_HTML";
    public const string XmlDtd = "XML_DTD";
    public const string PartTooLarge = "ARCHIVE_TOO_LARGE";
    public const string PartEscapes = "ARCHIVE_ENTRY_ESCAPES_ROOT";
    public const string JsonTooDeep = "JSON_TOO_DEEP";
    public const string JsonMalformed = "JSON_MALFORMED";
}
