using System.Globalization;
using MedAgg.Domain.Ingestion;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Numpy;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Arrays that lie together: image arrays, and the label array of the same partition and length for each.</summary>
/// <param name="folder">Where they lie, with a slash at its end, or nothing.</param>
internal sealed class ArraySet(string folder) : IDisposable
{
    private readonly List<ByteSource> _sources = [];
    private readonly List<(ArrayName Name, NpyArray Array)> _labels = [];
    private readonly List<ImageArray> _pictures = [];

    public string Folder => folder;

    public IReadOnlyList<ImageArray> Pictures => _pictures;

    public long Images => _pictures.Sum(images => images.Array.Items);

    public int LabelColumns => _pictures.Count == 0 ? 0 : (int)Math.Min(int.MaxValue, _pictures.Max(images => LabelsFor(images)?.ItemCount ?? 0));

    /// <summary>Opens one array.</summary>
    /// <returns>Its entry, with the refusal when it cannot be read.</returns>
    public async Task<SourceEntry> OpenAsync(SourceEntry entry, FileOpener opener, IngestionRun run, CancellationToken cancellationToken)
    {
        ByteSource source = await opener.OpenAsync(entry.Place!, entry.SizeBytes, entry.Path, run.Work, cancellationToken);
        _sources.Add(source);
        string shown = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
        Reading<NpyArray> read = NpyArray.Open(source, shown);
        if (!read.IsRead)
            return entry with { RefusalCode = read.Refusal.Code, RefusalMessage = read.Refusal.Message };
        if (ArrayName.Of(entry.Path) is not { } name)
            return entry;
        if (name.IsLabels && read.Value.Header.Shape.Count is 1 or 2)
        {
            _labels.Add((name, read.Value));
            return entry;
        }

        if (!name.IsLabels && ArrayPicture.Of(read.Value) is { } picture && read.Value.Items > 0)
            _pictures.Add(new(entry, name.Part, read.Value, picture, LabelsFor));
        return entry;
    }

    /// <summary>One sentence for the log.</summary>
    public string Summary()
    {
        string parts = string.Join(", ", _pictures.Select(images => string.Create(CultureInfo.InvariantCulture, $"{(images.Part.Length > 0 ? images.Part : "no part")} {images.Array.Items}")));
        string labels = string.Create(CultureInfo.InvariantCulture, $"{_pictures.Count(images => LabelsFor(images) is not null)} of {_pictures.Count} image arrays have labels");
        return string.Create(CultureInfo.InvariantCulture, $"Arrays of {folder.TrimEnd('/', '!')}: {Images} images ({parts}); {labels}; arrays name no patients, so patients are unknown.");
    }

    /// <summary>What is wrong with labels, one sentence for each image array whose label array is of another length.</summary>
    public IEnumerable<string> Problems() =>
        from images in _pictures
        where LabelsFor(images) is null
        from labels in _labels
        where labels.Name.Part == images.Part
        select string.Create(CultureInfo.InvariantCulture, $"{images.Source.Path} holds {images.Array.Items} images, and the labels beside it are {labels.Array.Items}: these images stay without labels.");

    public void Dispose()
    {
        foreach (ByteSource source in _sources)
            source.Dispose();
    }

    private NpyArray? LabelsFor(ImageArray images) =>
        _labels.Where(labels => labels.Name.Part == images.Part && labels.Array.Items == images.Array.Items).Select(labels => labels.Array).FirstOrDefault();
}

/// <summary>An array of images.</summary>
/// <param name="Source">The entry of the array itself.</param>
/// <param name="Part">Partition that its name gives; empty for none.</param>
internal sealed record ImageArray(SourceEntry Source, string Part, NpyArray Array, ArrayPicture Picture, Func<ImageArray, NpyArray?> Labels)
{
    /// <summary>Path below the set, for example <c>train/train_00001.png</c>; counted from 0 as in the array.</summary>
    public string NameOf(long item) => Part.Length > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Part}/{Part}_{item:00000}{Picture.Ending}")
        : string.Create(CultureInfo.InvariantCulture, $"images/image_{item:00000}{Picture.Ending}");

    public string[] LabelsOf(long item) => Labels(this)?.Words(item).Value ?? [];
}
