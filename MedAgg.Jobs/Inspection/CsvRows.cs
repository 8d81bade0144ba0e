using System.Text;

namespace MedAgg.Jobs.Inspection;

/// <summary>Rows of delimited text as RFC 4180 has them: quoted cells may hold delimiters, line ends and doubled quotes. Streams; a cell has a limit.</summary>
internal sealed class CsvRows(TextReader text, char delimiter, int maxCellCharacters)
{
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _cell = new();
    private int _filled;
    private int _next;

    /// <summary>Number of the row that was read last, from 1.</summary>
    public int Row { get; private set; }

    /// <summary>The next row; null at the end.</summary>
    /// <exception cref="InvalidDataException">A cell is longer than its limit: most often a quote that is never closed.</exception>
    public async Task<string[]?> NextAsync(CancellationToken cancellationToken)
    {
        List<string> cells = [];
        bool quoted = false;
        bool any = false;
        while (await PeekAsync(cancellationToken) is var c && c >= 0)
        {
            any = true;
            _next++;
            if (quoted)
            {
                if (c != '"')
                    Append((char)c);
                else if (await PeekAsync(cancellationToken) == '"')
                    Append(_buffer[_next++]);
                else
                    quoted = false;
            }
            else if (c == '"' && _cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == delimiter)
            {
                cells.Add(Take());
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && await PeekAsync(cancellationToken) == '\n')
                    _next++;
                break;
            }
            else
            {
                Append((char)c);
            }
        }

        if (!any)
            return null;
        cells.Add(Take());
        Row++;
        return [.. cells];
    }

    private void Append(char c)
    {
        if (_cell.Length == maxCellCharacters)
            throw new InvalidDataException($"A cell in row {Row + 1} is longer than {maxCellCharacters} characters.");
        _cell.Append(c);
    }

    private string Take()
    {
        string cell = _cell.ToString().Trim();
        _cell.Clear();
        return cell;
    }

    private async ValueTask<int> PeekAsync(CancellationToken cancellationToken)
    {
        if (_next == _filled)
        {
            _filled = await text.ReadAsync(_buffer, cancellationToken);
            _next = 0;
        }

        return _filled == 0 ? -1 : _buffer[_next];
    }
}
