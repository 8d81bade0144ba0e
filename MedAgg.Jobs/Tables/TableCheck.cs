using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Tables;

/// <summary>Looks through a table, workbook or JSON file before anybody reads it: limits while it streams, nothing resolved, nothing evaluated, no recursion.</summary>
internal sealed class TableCheck(TableLimits limits)
{
    private static readonly string[] Delimited = [".csv", ".tsv"];
    private static readonly string[] Workbooks = [".xlsx", ".xlsm", ".xls"];

    /// <param name="source">The bytes; stays open.</param>
    /// <param name="reading">What the sniffer said of them.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <exception cref="IOException">The storage below failed.</exception>
    public TableVerdict Judge(ByteSource source, FileReading reading, CancellationToken cancellationToken)
    {
        string extension = Path.GetExtension(reading.Path).ToLowerInvariant();
        bool isDelimited = Delimited.Contains(extension);
        bool isWorkbook = Workbooks.Contains(extension);
        if (isWorkbook && reading.Kind == FileKind.Zip && reading.Refusal is null)
            return new(null, [new(TableCodes.Malformed, "The file is named like a workbook and is a plain ZIP; it is read as an archive.")]);
        if (reading.Kind != FileKind.Other || reading.Refusal is not null || source.Length == 0)
            return TableVerdict.Sound;
        if (reading.Subkind == Subkind.Html)
        {
            return isDelimited || isWorkbook
                ? TableVerdict.Refuse(TableCodes.IsHtml, "The file is named like a table and holds an HTML page, as failed downloads do.")
                : TableVerdict.Sound;
        }

        if (reading.Subkind == Subkind.Json)
            return JsonCheck.Judge(source, limits, cancellationToken);
        if (IsPacked(source))
            return isWorkbook ? new WorkbookCheck(limits).Judge(source, cancellationToken) : TableVerdict.Sound;
        if (CompoundFile.Is(source))
            return extension == ".xls" || isWorkbook ? CompoundFile.Judge(source) : TableVerdict.Sound;
        if (isWorkbook)
            return TableVerdict.Refuse(TableCodes.Malformed, "The file is named like a workbook and is none.");
        bool isText = reading.Subkind is Subkind.Table or Subkind.Text;
        return isText && (isDelimited || reading.Subkind == Subkind.Table) ? new DelimitedCheck(limits).Judge(source, cancellationToken) : TableVerdict.Sound;
    }

    private static bool IsPacked(ByteSource source)
    {
        Span<byte> head = stackalloc byte[4];
        return source.Read(0, head) == 4 && head.StartsWith("PK"u8) && head[2] < 9;
    }
}
