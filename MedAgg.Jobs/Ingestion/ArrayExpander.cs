using System.Globalization;
using System.Text;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Tables;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// Makes files of the images in a set of NumPy arrays (NPZ): each image becomes an entry of its own below the folder of the partition that the
/// arrays are named after, and <c>labels.csv</c> beside them says what the label arrays say. All pictures of one array lie in one blob.
/// Patients stay unknown: arrays name none.
/// </summary>
internal sealed class ArrayExpander(FileOpener opener, IBlobStore blobs)
{
    /// <summary>Most images that one set of arrays may hold.</summary>
    public const int MostImages = 2_000_000;

    private const int MostLabelColumns = 64;
    private const string Ending = ".npy";

    public static bool IsArray(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds entries for the images of the arrays among <paramref name="entries"/>, and refuses arrays that cannot be read.</summary>
    /// <returns>All entries, and sentences for the log.</returns>
    public async Task<(List<SourceEntry> Entries, IReadOnlyList<(string Text, bool IsProblem)> Remarks)> ExpandAsync(
        IngestionRun run, List<SourceEntry> entries, CancellationToken cancellationToken)
    {
        List<SourceEntry> all = [.. entries.Where(entry => !IsArray(entry.Path) || entry.Place is null)];
        List<(string, bool)> remarks = [];
        foreach (IGrouping<string, SourceEntry> set in entries.Where(entry => IsArray(entry.Path) && entry.Place is not null).GroupBy(entry => FolderOf(entry.Path), StringComparer.Ordinal))
        {
            ArraySet arrays = new(set.Key);
            try
            {
                foreach (SourceEntry entry in set)
                    all.Add(await arrays.OpenAsync(entry, opener, run, cancellationToken));
                if (arrays.Images == 0)
                    continue;
                if (arrays.Images > MostImages)
                    throw new RefusedException("ARRAY_TOO_LARGE", $"The arrays of {set.Key} hold {arrays.Images} images; at most {MostImages} are taken.");
                all.AddRange(await WriteAsync(run, arrays, cancellationToken));
                remarks.Add((arrays.Summary(), false));
                remarks.AddRange(arrays.Problems().Select(problem => (problem, true)));
            }
            finally
            {
                arrays.Dispose();
            }
        }

        return (all, remarks);
    }

    private async Task<List<SourceEntry>> WriteAsync(IngestionRun run, ArraySet arrays, CancellationToken cancellationToken)
    {
        List<SourceEntry> made = [];
        int columns = Math.Min(MostLabelColumns, arrays.LabelColumns);
        StringBuilder table = new("file,split");
        foreach (int column in Enumerable.Range(0, columns))
            table.Append(CultureInfo.InvariantCulture, $",label{(columns > 1 ? $"_{column}" : "")}");
        table.Append('\n');
        foreach (ImageArray images in arrays.Pictures)
        {
            string path = run.Work.NewFile();
            await using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
            {
                List<(long Offset, long Length, string Name)> places = [];
                for (long item = 0; item < images.Array.Items; item++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Reading<byte[]> values = images.Array.Item(item);
                    if (!values.IsRead)
                        throw new RefusedException(values.Refusal.Code, values.Refusal.Message);
                    long offset = file.Position;
                    images.Picture.Write(file, values.Value);
                    places.Add((offset, file.Position - offset, images.NameOf(item)));
                    AddRow(table, arrays.Folder, images, item, columns);
                }

                await file.FlushAsync(cancellationToken);
                file.Close();
                BlobRef blob = await blobs.AdoptAsync(path, null, cancellationToken);
                made.AddRange(places.Select(place => Entry(images.Source, arrays.Folder + place.Name, place.Length, new(blob.Sha256, place.Offset, place.Length, Packing.Stored))));
            }
        }

        if (columns > 0)
        {
            byte[] text = Encoding.UTF8.GetBytes(table.ToString());
            using MemoryStream content = new(text, writable: false);
            BlobRef blob = await blobs.PutAsync(content, cancellationToken);
            made.Add(Entry(arrays.Pictures[0].Source, arrays.Folder + "labels.csv", text.Length, new(blob.Sha256, 0, text.Length, Packing.Stored)));
        }

        return made;
    }

    // The set's own folder in front of the name: two sets in one source may count their images alike.
    private static void AddRow(StringBuilder table, string folder, ImageArray images, long item, int columns)
    {
        string set = folder.TrimEnd('/', '!');
        table.Append(CsvCell.Quoted(set[(set.LastIndexOf('/') + 1)..] + (set.Length > 0 ? "/" : "") + images.NameOf(item))).Append(',').Append(images.Part);
        string[] labels = images.LabelsOf(item);
        for (int column = 0; column < columns; column++)
            table.Append(',').Append(column < labels.Length ? CsvCell.Quoted(labels[column]) : "");
        table.Append('\n');
    }

    private static SourceEntry Entry(SourceEntry source, string path, long size, FilePlace place) => new()
    {
        IngestionId = source.IngestionId,
        ArtefactId = source.ArtefactId,
        Path = path,
        SizeBytes = size,
        Place = place,
    };

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}
