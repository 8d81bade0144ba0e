using System.Globalization;
using MedAgg.Domain.Refusals;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;
using MedAgg.Jobs.Experiments.Cases;

namespace MedAgg.Jobs.Experiments.Structure;

/// <summary>MedMNIST's form: arrays <c>PART_images</c> and <c>PART_labels</c> in one NPZ file, parts given, patients unknown.</summary>
internal sealed class NpzLayout(ImagingLimits limits) : ICaseLayout
{
    private const int MostClasses = 1000;

    public string Name => "npz";

    public Task<CaseTable> ReadAsync(string folder, IReadOnlyList<string> classes, CancellationToken cancellationToken)
    {
        string path = Directory.EnumerateFiles(folder, "*.npz").Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new RefusedException("NPZ_ABSENT", "Step structure: the source is no NPZ file.");
        using ByteSource source = ByteSource.Open(path);
        IReadOnlyList<NpzArray> arrays = Value(NpzReader.List(source, cancellationToken));
        List<CaseRow> rows = [];
        foreach (NpzArray images in arrays.Where(a => a.IsImages))
        {
            string labelName = images.Name.Replace("images", "labels", StringComparison.Ordinal);
            NpzArray labels = arrays.FirstOrDefault(a => a.Name == labelName && a.Name != images.Name && a.IsLabels && a.Header.Shape[0] == images.Header.Shape[0])
                ?? throw new RefusedException("NPZ_LABELS_ABSENT", $"Step structure: {images.Name} has no array {labelName} with one class for each image.");
            long[] numbers = Numbers(Value(NpzReader.Read(source, labels.Name, 0, null, limits, cancellationToken)));
            for (int i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] is < 0 or >= MostClasses)
                    throw new RefusedException("NPZ_LABELS_ABSENT", $"Step structure: {labels.Name} holds {numbers[i]}, which is no class from 0 to {MostClasses - 1}.");
                string id = string.Create(CultureInfo.InvariantCulture, $"{images.Name}/{i:D6}");
                rows.Add(new() { Id = id, Unit = id, Label = (int)numbers[i], Part = images.Part, Source = images.Name, Frame = i });
            }
        }

        int count = rows.Count == 0 ? 0 : rows.Max(row => row.Label) + 1;
        string[] names = [.. Enumerable.Range(0, Math.Max(count, classes.Count)).Select(k => k < classes.Count ? classes[k] : k.ToString(CultureInfo.InvariantCulture))];
        string[] caveats = ["PATIENTS_UNKNOWN: The file names no patients: images of one patient may stand in several parts, and intervals count every image as its own patient."];
        return Task.FromResult(new CaseTable(names, PatientsAreKnown: false, caveats, rows));
    }

    private static T Value<T>(Reading<T> reading)
        where T : class => reading.Value ?? throw new RefusedException(reading.Refusal!.Code, $"Step structure: {reading.Refusal.Message}");

    private static long[] Numbers(PixelArray array) => array.Type switch
    {
        PixelType.U8 => [.. array.Bytes.Select(v => (long)v)],
        PixelType.I8 => [.. array.Values<sbyte>().ToArray().Select(v => (long)v)],
        PixelType.U16 => [.. array.Values<ushort>().ToArray().Select(v => (long)v)],
        PixelType.I16 => [.. array.Values<short>().ToArray().Select(v => (long)v)],
        PixelType.U32 => [.. array.Values<uint>().ToArray().Select(v => (long)v)],
        PixelType.I32 => [.. array.Values<int>().ToArray().Select(v => (long)v)],
        PixelType.U64 => [.. array.Values<ulong>().ToArray().Select(v => (long)Math.Min(v, long.MaxValue))],
        _ => array.Values<long>().ToArray(),
    };
}
