using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Reads the lists that the portals hand out: <c>.tcia</c> of the NBIA retriever (six or seven header lines), <c>.s5cmd</c> of IDC, tables with a
/// column of series, and bare lists of UIDs. Lenient about line ends, blanks and repetitions; bounded in lines.
/// </summary>
internal static class SeriesManifestReader
{
    private const int MaxLines = 2_000_000;
    private const int MaxLineCharacters = 16 * 1024;
    private const int ShownCharacters = 80;
    private const string ListMark = "ListOfSeriesToDownload=";
    private const string BasketMark = "databasketId=";
    private static readonly string[] SeriesColumns = ["seriesinstanceuid", "seriesuid"];
    private static readonly string[] PlaceColumns = ["seriesawsurl", "seriesgcsurl"];
    private static readonly string[] AddressColumns = ["imageurl"];
    private static readonly string[] DrsColumns = ["drsuri"];

    /// <exception cref="InvalidDataException">The list has more lines than are read.</exception>
    public static async Task<SeriesManifest> ReadAsync(TextReader text, CancellationToken cancellationToken)
    {
        Found found = new();
        string? first = await NextAsync(text, found, cancellationToken);
        while (first is not null && (first.Length == 0 || first.StartsWith('#')))
            first = await NextAsync(text, found, cancellationToken);
        if (first is null)
            return found.ToManifest();
        if (DelimiterOf(first) is { } delimiter && Columns.Of(Cells(first, delimiter)) is { } columns)
            await ReadTableAsync(text, delimiter, columns, found, cancellationToken);
        else
            await ReadLinesAsync(text, first, found, cancellationToken);
        return found.ToManifest();
    }

    /// <summary>The same from a spreadsheet that was read already.</summary>
    public static SeriesManifest Read(LabelTable table)
    {
        Found found = new();
        if (Columns.Of(table.Header) is { } columns)
        {
            foreach (string[] row in table.Rows)
                Take(row, columns, found);
        }

        return found.ToManifest();
    }

    private static async Task ReadTableAsync(TextReader text, char delimiter, Columns columns, Found found, CancellationToken cancellationToken)
    {
        CsvRows rows = new(text, delimiter, MaxLineCharacters);
        while (await rows.NextAsync(cancellationToken) is { } row)
        {
            found.Count();
            Take(row, columns, found);
        }
    }

    private static void Take(string[] row, Columns columns, Found found)
    {
        if (row.All(string.IsNullOrWhiteSpace))
            return;
        string Cell(int? column) => column is { } at && at < row.Length ? row[at].Trim() : "";
        bool isTaken = IdcPlace.Parse(Cell(columns.Place)) is { } place && found.Add(place);
        isTaken = (DicomUid.Is(Cell(columns.Series)) && found.AddSeries(Cell(columns.Series))) || isTaken;
        if (isTaken)
            return;
        if (Uri.TryCreate(Cell(columns.Address), UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            found.AddAddress(url!.AbsoluteUri);
        else
            found.Skip(Cell(columns.Drs) is { Length: > 0 } drs ? drs : string.Join(' ', row));
    }

    private static async Task ReadLinesAsync(TextReader text, string first, Found found, CancellationToken cancellationToken)
    {
        for (string? line = first; line is not null; line = await NextAsync(text, found, cancellationToken))
        {
            if (line.StartsWith(BasketMark, StringComparison.OrdinalIgnoreCase))
            {
                found.Basket = line[BasketMark.Length..].Trim();
                continue;
            }

            // Some baskets have the first UID on the line of the mark itself.
            string content = line.StartsWith(ListMark, StringComparison.OrdinalIgnoreCase) ? line[ListMark.Length..].Trim() : line;
            if (content.Length == 0 || content.StartsWith('#') || content.Contains('=', StringComparison.Ordinal))
                continue;
            string[] words = content.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (Array.ConvertAll(words, IdcPlace.Parse).OfType<IdcPlace>().FirstOrDefault() is { } place)
                found.Add(place);
            else if (words is [var only] && DicomUid.Is(only))
                found.AddSeries(only);
            else if (!IsHeading(content))
                found.Skip(content);
        }
    }

    // The seventh line of some baskets, and the one word that stands above some lists of IDC.
    private static bool IsHeading(string line) => Columns.Plain(line) is "seriesid" or "seriesinstanceuid" or "seriesuid" or "manifest" or "seriesawsurl" or "seriesgcsurl";

    private static async ValueTask<string?> NextAsync(TextReader text, Found found, CancellationToken cancellationToken)
    {
        string? line = await text.ReadLineAsync(cancellationToken);
        if (line is null)
            return null;
        found.Count();
        return (line.Length > MaxLineCharacters ? line[..MaxLineCharacters] : line).Trim().TrimStart('\uFEFF');
    }

    private static char? DelimiterOf(string line) =>
        line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(',', StringComparison.Ordinal) ? ',' : line.Contains(';', StringComparison.Ordinal) ? ';'
        : Columns.Of([line]) is not null ? ',' : null;

    private static string[] Cells(string line, char delimiter) => [.. line.Split(delimiter).Select(cell => cell.Trim().Trim('"'))];

    private sealed record Columns(int? Series, int? Place, int? Address, int? Drs)
    {
        public static Columns? Of(IReadOnlyList<string> header)
        {
            Columns columns = new(Find(header, SeriesColumns), Find(header, PlaceColumns), Find(header, AddressColumns), Find(header, DrsColumns));
            return columns is { Series: null, Place: null, Address: null, Drs: null } ? null : columns;
        }

        public static string Plain(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

        private static int? Find(IReadOnlyList<string> header, string[] names)
        {
            for (int i = 0; i < header.Count; i++)
            {
                if (names.Contains(Plain(header[i])))
                    return i;
            }

            return null;
        }
    }

    private sealed class Found
    {
        private readonly List<string> _series = [];
        private readonly List<IdcPlace> _places = [];
        private readonly List<string> _addresses = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private int _lines;
        private int _skipped;
        private string? _firstSkipped;

        public string? Basket { get; set; }

        public void Count()
        {
            if (++_lines > MaxLines)
                throw new InvalidDataException($"The list has more than {MaxLines} lines.");
        }

        public bool AddSeries(string uid)
        {
            if (_seen.Add(uid))
                _series.Add(uid);
            return true;
        }

        public bool Add(IdcPlace place)
        {
            if (_seen.Add(place.ToString()))
                _places.Add(place);
            return true;
        }

        public void AddAddress(string address)
        {
            if (_seen.Add(address))
                _addresses.Add(address);
        }

        public void Skip(string line)
        {
            _skipped++;
            _firstSkipped ??= line.Length > ShownCharacters ? line[..ShownCharacters] : line;
        }

        public SeriesManifest ToManifest() => new()
        {
            Basket = string.IsNullOrWhiteSpace(Basket) ? null : Basket,
            SeriesUids = _series,
            Places = _places,
            Addresses = _addresses,
            Unreadable = _skipped,
            FirstUnreadable = _firstSkipped,
        };
    }
}
