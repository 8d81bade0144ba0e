using System.Text;
using MedAgg.Imaging.Bytes;
using Refusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Tables;

/// <summary>Goes through delimited text once: length of records, number of columns, encoding, header. Cells are not kept, only the header's.</summary>
internal sealed class DelimitedCheck(TableLimits limits)
{
    private const int BufferCharacters = 32 * 1024;
    private const int HeadCharacters = 16 * 1024;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly List<Refusal> _remarks = [];
    private readonly StringBuilder _cell = new();
    private readonly List<string> _header = [];
    private char _delimiter;
    private bool _isQuoted;
    private bool _isCellBegun;
    private bool _isCellQuoted;
    private int _columns = 1;
    private long _length;
    private long _records;

    public TableVerdict Judge(ByteSource source, CancellationToken cancellationToken)
    {
        using StreamReader text = new(source.AsStream(), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        char[] buffer = new char[BufferCharacters];
        int read;
        while ((read = text.ReadBlock(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<char> block = buffer.AsSpan(0, read);
            if (_delimiter == 0)
                _delimiter = DelimiterOf(block[..Math.Min(read, HeadCharacters)]);
            if (block.Contains('\uFFFD'))
                Remark(TableCodes.Encoding, "The table is not UTF-8 throughout; characters that cannot be read are replaced.");
            if (block.Contains('\0'))
                Remark(TableCodes.Encoding, "The table holds NUL characters; they are left out.");
            if (Take(block) is { } refusal)
                return new(refusal, []);
        }

        if (_length > 0 || _isQuoted)
            EndRecord();
        if (_isQuoted)
            Remark(TableCodes.Malformed, "A quote of the table is never closed; what follows it counts as one cell.");
        if (_records <= 1)
            Remark(TableCodes.Empty, "The table has no row under its header.");
        return new(null, _remarks);
    }

    private Refusal? Take(ReadOnlySpan<char> block)
    {
        foreach (char c in block)
        {
            if (!_isQuoted && (c is '\n' or '\r'))
            {
                if (_length > 0)
                    EndRecord();
                continue;
            }

            if (++_length > limits.MaxCsvLineBytes)
            {
                return _isQuoted
                    ? new(TableCodes.Malformed, $"A quote in record {_records + 1} of the table is not closed within {limits.MaxCsvLineBytes} characters.")
                    : new(TableCodes.LineTooLong, $"Record {_records + 1} of the table is longer than {limits.MaxCsvLineBytes} characters.");
            }

            if (c == '"' && (_isCellQuoted || !_isCellBegun))
            {
                _isQuoted = !_isQuoted; // a doubled quote closes and opens again
                _isCellQuoted = true;
                continue;
            }

            if (c == _delimiter && !_isQuoted)
            {
                EndCell();
                if (++_columns > limits.MaxCsvColumns)
                    return new(TableCodes.TooWide, $"Record {_records + 1} of the table has more than {limits.MaxCsvColumns} columns.");
                continue;
            }

            _isCellBegun = true;
            if (_records == 0)
                _cell.Append(c);
        }

        return null;
    }

    private void EndCell()
    {
        if (_records == 0)
            _header.Add(_cell.ToString().Trim());
        _cell.Clear();
        _isCellBegun = _isCellQuoted = false;
    }

    private void EndRecord()
    {
        EndCell();
        if (_records == 0)
            JudgeHeader();
        else if (_columns != _header.Count)
            Remark(TableCodes.Ragged, $"Record {_records + 1} of the table has {_columns} columns and its header {_header.Count}; missing cells are empty.");
        _records++;
        _columns = 1;
        _length = 0;
    }

    private void JudgeHeader()
    {
        if (_header.Count > 1 && (_header.Any(string.IsNullOrWhiteSpace) || _header.Distinct(StringComparer.OrdinalIgnoreCase).Count() < _header.Count))
            Remark(TableCodes.DuplicateColumns, "Columns of the table have no name, or the same one.");
    }

    private void Remark(string code, string message)
    {
        if (_remarks.TrueForAll(remark => remark.Code != code))
            _remarks.Add(new(code, message));
    }

    private static char DelimiterOf(ReadOnlySpan<char> head)
    {
        int end = head.IndexOfAny('\r', '\n');
        ReadOnlySpan<char> line = end < 0 ? head : head[..end];
        char best = Delimiters[0];
        int most = 0;
        foreach (char delimiter in Delimiters)
        {
            int count = line.Count(delimiter);
            if (count > most)
                (best, most) = (delimiter, count);
        }

        return best;
    }
}
