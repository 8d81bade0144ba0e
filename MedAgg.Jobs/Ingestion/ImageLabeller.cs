using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Gives an image what folders and tables of its source say: labels, and facts that the file itself does not tell.</summary>
internal sealed class ImageLabeller(ClassFolders folders, IReadOnlyList<TableJoin> tables)
{
    private const int MaxLabels = 100;

    private readonly Dictionary<TableColumn, string> _names = NamesOf(folders, tables);

    /// <summary>Images whose folder names another partition than their table.</summary>
    public long SplitConflicts { get; private set; }

    /// <summary>The image with what was added; evidence is told for each addition.</summary>
    public ImageFact Label(ImageFact image, string path, Findings evidence)
    {
        List<string> labels = [];
        if (folders.LabelOf(path) is { } folder)
            Add(folder);
        foreach (TableJoin table in tables)
        {
            foreach (TableColumn column in table.Labels)
            {
                if (table.Cell(image.FileId, column) is { } cell)
                    Add(new("label", $"{_names[column]}={cell}", Confidences.Table, $"table {table.Table.Path}, column {column.Name}"));
            }

            image = Complete(image, table, evidence);
        }

        return image with { Labels = labels };

        void Add(Detection label)
        {
            if (labels.Count < MaxLabels && !labels.Contains(label.Value))
            {
                labels.Add(label.Value);
                evidence.Add(label);
            }
        }
    }

    private ImageFact Complete(ImageFact image, TableJoin table, Findings evidence)
    {
        string? split = table.Cell(image.FileId, ColumnRole.Split) is { } partition ? SplitFolders.Of(partition) : null;
        if (split is not null && image.Split is not null && split != image.Split)
            SplitConflicts++;

        return image with
        {
            Split = Take("split", image.Split, split),
            PatientKey = Take("patient", image.PatientKey, table.Cell(image.FileId, ColumnRole.Patient)),
            Sex = Take("sex", image.Sex, PersonFacts.Sex(table.Cell(image.FileId, ColumnRole.Sex))),
            AgeYears = image.AgeYears ?? (table.Cell(image.FileId, ColumnRole.Age) is { } age ? PersonFacts.AgeOfCell(age) : null),
            Laterality = Take("laterality", image.Laterality, PersonFacts.Laterality(table.Cell(image.FileId, ColumnRole.Laterality))),
            View = Take("view", image.View, table.Cell(image.FileId, ColumnRole.View)?.ToUpperInvariant()),
        };

        string? Take(string what, string? known, string? told)
        {
            if (known is not null || told is null)
                return known;
            evidence.Add(new Detection(what, told, Confidences.Table, $"table {table.Table.Path}"));
            return told;
        }
    }

    // A label is stored as name=value, so its name must not hold the sign; two sources of one name are told apart by the table.
    private static Dictionary<TableColumn, string> NamesOf(ClassFolders folders, IReadOnlyList<TableJoin> tables)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        if (folders.HasLabels)
            taken.Add(ClassFolders.LabelName);
        Dictionary<TableColumn, string> names = new(ReferenceEqualityComparer.Instance);
        foreach (TableJoin table in tables)
        {
            foreach (TableColumn column in table.Labels)
            {
                string plain = column.Name.Replace('=', '_');
                string name = taken.Add(plain) ? plain : $"{SourcePath.Of(table.Table.Path).Stem}.{plain}";
                taken.Add(name);
                names[column] = name;
            }
        }

        return names;
    }
}
