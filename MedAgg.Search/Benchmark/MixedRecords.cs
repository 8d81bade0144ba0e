using System.Globalization;
using MedAgg.Search.Index;

namespace MedAgg.Search.Benchmark;

/// <summary>
/// A larger collection out of a small one, for measuring size: after the collection itself come records whose text is the first half of one record and
/// the second half of another, with the facets of the first.
/// </summary>
public static class MixedRecords
{
    // Prime, so that no pair comes twice before every record was met.
    private const int Stride = 7919;

    public static IEnumerable<IndexRecord> Of(IReadOnlyList<IndexRecord> records, int copies)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (IndexRecord record in records) yield return record;
        for (int copy = 1; copy < copies; copy++)
        {
            for (int i = 0; i < records.Count; i++)
            {
                IndexRecord first = records[i];
                IndexRecord second = records[(int)((i + ((long)copy * Stride)) % records.Count)];
                yield return first with
                {
                    Key = string.Create(CultureInfo.InvariantCulture, $"{first.Key}-{copy}"),
                    Texts = [.. first.Texts.Select((text, field) => Half(text, false) + " " + Half(second.Texts[field], true))],
                };
            }
        }
    }

    private static string Half(string text, bool isSecond)
    {
        int cut = text.IndexOf(' ', text.Length / 2);
        return cut < 0 ? isSecond ? "" : text : isSecond ? text[(cut + 1)..] : text[..cut];
    }
}
