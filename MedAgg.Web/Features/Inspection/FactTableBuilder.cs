using System.Globalization;
using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Makes a <see cref="FactTable"/> of rows, in the order in which they come.</summary>
public sealed class FactTableBuilder(long versionId)
{
    /// <summary>Label names beyond this many are not columns: a table of a thousand measurements is no labelling.</summary>
    public const int MaxLabelNames = 64;

    private readonly (FactColumnBuilder Column, Func<FactRow, string?> Value)[] _columns =
    [
        (new(FactField.Modality), row => row.Modality),
        (new(FactField.Area), row => row.Area),
        (new(FactField.Dimensionality), row => row.Dimensionality == Dimensionality.Unknown ? null : row.Dimensionality.ToString()),
        (new(FactField.Laterality), row => row.Laterality),
        (new(FactField.View), row => row.View),
        (new(FactField.Split), row => row.Split),
        (new(FactField.Sex), row => row.Sex),
        (new(FactField.Age), row => FactBins.Age(row.AgeYears)),
        (new(FactField.Manufacturer), row => row.Manufacturer),
        (new(FactField.Model), row => row.Model),
        (new(FactField.Size), row => row is { Columns: { } columns, Rows: { } rows } ? string.Create(CultureInfo.InvariantCulture, $"{columns}×{rows}") : null),
        (new(FactField.Bits), row => row.BitsStored?.ToString(CultureInfo.InvariantCulture)),
        (new(FactField.Photometric), row => row.Photometric),
        (new(FactField.TransferSyntax), row => row.TransferSyntax),
        (new(FactField.Lossy), row => row.IsLossy switch { true => "true", false => "false", null => null }),
        (new(FactField.Thickness), row => FactBins.Millimetres(row.SliceThicknessMm)),
        (new(FactField.Spacing), row => FactBins.Millimetres(row.SpacingSliceMm)),
        (new(FactField.Kind), row => row.Kind),
    ];

    private readonly Dictionary<string, FactColumnBuilder> _labels = new(StringComparer.Ordinal);
    private readonly List<long> _files = [];
    private readonly List<long> _sizes = [];
    private readonly List<float> _ages = [];
    private readonly List<float> _thickness = [];
    private readonly List<float> _spacing = [];
    private readonly (Dictionary<string, int> Codes, List<int> Rows, Func<FactRow, string?> Key)[] _keys =
    [
        (new(StringComparer.Ordinal), [], row => row.PatientKey),
        (new(StringComparer.Ordinal), [], row => row.StudyKey),
        (new(StringComparer.Ordinal), [], row => row.SeriesKey),
    ];

    public void Add(FactRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach ((FactColumnBuilder column, Func<FactRow, string?> value) in _columns)
            column.Add(value(row));
        AddLabels(row.Labels);
        foreach ((Dictionary<string, int> codes, List<int> rows, Func<FactRow, string?> key) in _keys)
            rows.Add(CodeOf(codes, key(row)));
        _files.Add(row.FileId);
        _sizes.Add(row.SizeBytes);
        _ages.Add(Number(row.AgeYears));
        _thickness.Add(Number(row.SliceThicknessMm));
        _spacing.Add(Number(row.SpacingSliceMm));
    }

    /// <param name="images">Images of the version, where only a sample of them was added; null for all.</param>
    public FactTable Build(long? images = null) => new(versionId, images ?? _files.Count, new()
    {
        FileIds = [.. _files],
        Sizes = [.. _sizes],
        Ages = [.. _ages],
        Thickness = [.. _thickness],
        Spacing = [.. _spacing],
        Columns = [.. _columns.Select(column => column.Column.Build()), .. _labels.Values.Select(label => label.After(_files.Count).Build())],
        Keys = [.. _keys.Select(key => new FactKeys(key.Rows, key.Codes.Count))],
    });

    private void AddLabels(IReadOnlyList<string> labels)
    {
        if (labels.Count == 0)
            return;
        foreach (IGrouping<string, string> name in labels.Select(Split).GroupBy(label => label.Name, label => label.Value, StringComparer.Ordinal))
        {
            if (!_labels.TryGetValue(name.Key, out FactColumnBuilder? column))
            {
                if (_labels.Count >= MaxLabelNames)
                    continue;
                _labels[name.Key] = column = new(FactField.LabelPrefix + name.Key);
            }

            column.After(_files.Count).Add([.. name.Distinct(StringComparer.Ordinal)]);
        }
    }

    private static (string Name, string Value) Split(string label)
    {
        int equals = label.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? ("label", label) : (label[..equals], label[(equals + 1)..]);
    }

    private static int CodeOf(Dictionary<string, int> codes, string? key)
    {
        if (string.IsNullOrEmpty(key))
            return FactColumn.Unknown;
        if (!codes.TryGetValue(key, out int code))
            codes[key] = code = codes.Count;
        return code;
    }

    private static float Number(double? value) => value is { } number && double.IsFinite(number) ? (float)number : float.NaN;
}
