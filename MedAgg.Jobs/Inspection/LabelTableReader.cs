using System.Text;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Inspection;

/// <summary>Reads CSV and TSV tables: delimiter by the header line, UTF-8 or UTF-16 by its mark, bounded in rows, columns and cells.</summary>
public static class LabelTableReader
{
    private const int MaxRows = 2_000_000;
    private const int MaxColumns = 400;
    private const int MaxCellCharacters = 32 * 1024;
    private const int HeadCharacters = 16 * 1024;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <param name="content">The table; read to its end.</param>
    /// <param name="path">Its path in the source, for messages.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>The table, or why it is none.</returns>
    public static async Task<(LabelTable? Table, Refusal? Refusal)> ReadAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(content, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        char[] head = new char[HeadCharacters];
        int read = await reader.ReadBlockAsync(head, cancellationToken);
        using TextReader text = new PrefixedReader(new string(head, 0, read), reader);
        CsvRows rows = new(text, DelimiterOf(head.AsSpan(0, read)), MaxCellCharacters);
        try
        {
            return await ReadRowsAsync(rows, path, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            return Refused("TABLE_MALFORMED", $"{path} is no delimited table: {exception.Message}");
        }
    }

    private static async Task<(LabelTable?, Refusal?)> ReadRowsAsync(CsvRows rows, string path, CancellationToken cancellationToken)
    {
        if (await rows.NextAsync(cancellationToken) is not { } header || header.All(string.IsNullOrWhiteSpace))
            return Refused("TABLE_EMPTY", $"{path} has no header line.");
        if (header.Length > MaxColumns)
            return Refused("TABLE_TOO_LARGE", $"{path} has {header.Length} columns; the limit is {MaxColumns}.");
        List<string[]> kept = [];
        while (await rows.NextAsync(cancellationToken) is { } row)
        {
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            if (kept.Count == MaxRows)
                return Refused("TABLE_TOO_LARGE", $"{path} has more than {MaxRows} rows.");
            if (row.Length != header.Length)
                Array.Resize(ref row, header.Length);
            kept.Add([.. row.Select(cell => cell ?? "")]);
        }

        return (new(path, header, kept), null);
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

    private static (LabelTable?, Refusal?) Refused(string code, string message) => (null, new(code, message));

    /// <summary>Gives back the text that was looked at, then the rest.</summary>
    private sealed class PrefixedReader(string prefix, TextReader rest) : TextReader
    {
        private int _given;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            if (_given == prefix.Length)
                return rest.ReadAsync(buffer, cancellationToken);
            int taken = Math.Min(buffer.Length, prefix.Length - _given);
            prefix.AsSpan(_given, taken).CopyTo(buffer.Span);
            _given += taken;
            return ValueTask.FromResult(taken);
        }
    }
}
