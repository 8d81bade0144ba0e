using MedAgg.Domain.Taxonomy;

namespace MedAgg.Jobs.Inspection;

/// <summary>
/// Labels that a source gives by folder names, as in <c>test/normal/x.png</c>: a folder level with few distinct values that holds nothing but
/// plain images. Fed with every path once, then asked; memory grows with the folders, not with the files.
/// </summary>
public sealed class ClassFolders(TaxonomyModel taxonomy, int maxValues)
{
    /// <summary>Name under which such labels are stored.</summary>
    public const string LabelName = "label";

    private const int LeastImagesPerValue = 2;

    // Words that tell what kind of file lies in a folder, not what it shows.
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "image", "images", "img", "imgs", "png", "jpg", "jpeg", "tif", "tiff", "bmp", "dicom", "dcm", "data", "dataset", "raw", "original", "originals", "files",
        "mask", "masks", "label", "labels", "annotation", "annotations", "segmentation", "segmentations", "preview", "previews", "thumbnails",
    };

    private readonly Dictionary<string, Folder> _folders = [];
    private Dictionary<string, Detection>? _labels;

    /// <summary>Counts one file of the source.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="isPlainImage">Whether it is an image of a format without series: PNG, JPEG, TIFF and relatives.</param>
    public void Add(string path, bool isPlainImage)
    {
        string folder = FolderOf(path);
        Folder counts = _folders.TryGetValue(folder, out Folder? known) ? known : _folders[folder] = new();
        if (isPlainImage)
            counts.Images++;
        else
            counts.Others++;
    }

    /// <summary>The label of a file by its folder; null when its folder level is none.</summary>
    public Detection? LabelOf(string path)
    {
        _labels ??= Judge();
        return _labels.GetValueOrDefault(FolderOf(path));
    }

    /// <summary>Whether any folder level is a label.</summary>
    public bool HasLabels => (_labels ??= Judge()).Count > 0;

    private Dictionary<string, Detection> Judge()
    {
        // Partitions repeat the same classes: train/normal and test/normal are one level.
        var levels = _folders.Where(pair => pair.Value.Images > 0)
            .Select(pair => (pair.Key, pair.Value, Parts: pair.Key.Split('/')))
            .Where(folder => folder.Parts.Length > 0)
            .GroupBy(folder => string.Join('/', folder.Parts[..^1].Select(part => SplitFolders.Of(part) is null ? part : "*")));
        Dictionary<string, Detection> labels = [];
        foreach (var level in levels)
        {
            List<(string Path, Folder Counts, string Value)> folders = [.. level.Select(folder => (folder.Key, folder.Value, folder.Parts[^1]))];
            HashSet<string> values = [.. folders.Select(folder => folder.Value)];
            if (!IsLabelLevel(folders, values) || level.Any(folder => ParentHoldsImages(folder.Parts)))
                continue;
            string shown = string.Join(", ", values.Order(StringComparer.Ordinal).Take(5)) + (values.Count > 5 ? ", …" : "");
            foreach ((string path, _, string value) in folders)
                labels[path] = new("label", $"{LabelName}={value}", Confidences.FolderWord, $"folder level with {values.Count} values ({shown}) that holds only images");
        }

        return labels;
    }

    private bool IsLabelLevel(List<(string Path, Folder Counts, string Value)> folders, HashSet<string> values)
    {
        if (values.Count < 2 || values.Count > maxValues)
            return false;
        if (folders.Any(folder => folder.Counts.Others > 0) || folders.Sum(folder => folder.Counts.Images) < LeastImagesPerValue * values.Count)
            return false;
        if (values.Any(value => Plain.Contains(value) || SplitFolders.Of(value) is not null || !NamesClass(value)))
            return false;
        return !values.All(value => taxonomy.FindValue(TermKind.Modality, value) is not null || taxonomy.FindValue(TermKind.Area, value) is not null);
    }

    // Long numbers are cases, short ones are class numbers; patients are no classes.
    private static bool NamesClass(string value)
    {
        bool isNumber = value.All(char.IsDigit);
        return (isNumber ? value.Length <= 2 : value.Any(char.IsLetter) && value.Length <= 80 && !value.EndsWith('!'))
            && PathKeys.Patient(SourcePath.Of($"{value}/x")) is null && PathKeys.Study(SourcePath.Of($"{value}/x")) is null;
    }

    private bool ParentHoldsImages(string[] parts) =>
        parts.Length > 1 && _folders.GetValueOrDefault(string.Join('/', parts[..^1])) is { Images: > 0 };

    private static string FolderOf(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    private sealed class Folder
    {
        public long Images { get; set; }

        public long Others { get; set; }
    }
}
