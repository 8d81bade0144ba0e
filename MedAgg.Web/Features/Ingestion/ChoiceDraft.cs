using System.Globalization;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>
/// The part of a source while somebody writes it: texts, and what is wrong with each. A number that cannot be read is a fault and not "no limit":
/// whoever wanted a part must not get the whole.
/// </summary>
public sealed class ChoiceDraft
{
    private const double BytesOfMegabyte = 1e6;
    private const double MostMegabytes = 1e12;

    /// <summary>Patterns, one a line or separated by commas.</summary>
    public string Include { get; set; } = "";

    /// <summary>The same.</summary>
    public string Exclude { get; set; } = "";

    /// <summary>Most megabytes (10^6 bytes), with a decimal point or comma.</summary>
    public string Megabytes { get; set; } = "";

    /// <summary>Ids and ranges, one a line or separated by commas.</summary>
    public string Patients { get; set; } = "";

    /// <summary>Most patients in all.</summary>
    public string MaxPatients { get; set; } = "";

    /// <summary>Most patients of each class.</summary>
    public string PerClass { get; set; } = "";

    /// <summary>Name or address of the label table.</summary>
    public string LabelTable { get; set; } = "";

    /// <summary>Column of the class.</summary>
    public string LabelColumn { get; set; } = "";

    /// <summary>Column of the patient.</summary>
    public string PatientColumn { get; set; } = "";

    /// <summary>Seed of the order in which patients are taken.</summary>
    public string Seed { get; set; } = "";

    /// <summary>Names of the fields that cannot be read.</summary>
    public IReadOnlySet<string> Faults { get; private set; } = new HashSet<string>();

    /// <summary>Writes a field.</summary>
    /// <param name="field">Name of one of the properties.</param>
    /// <param name="text">What somebody typed.</param>
    public void Set(string field, string text)
    {
        switch (field)
        {
            case nameof(Include): Include = text; break;
            case nameof(Exclude): Exclude = text; break;
            case nameof(Megabytes): Megabytes = text; break;
            case nameof(Patients): Patients = text; break;
            case nameof(MaxPatients): MaxPatients = text; break;
            case nameof(PerClass): PerClass = text; break;
            case nameof(LabelTable): LabelTable = text; break;
            case nameof(LabelColumn): LabelColumn = text; break;
            case nameof(PatientColumn): PatientColumn = text; break;
            case nameof(Seed): Seed = text; break;
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "There is no such field.");
        }
    }

    /// <summary>Reads all fields.</summary>
    /// <returns>Null when any is wrong; <see cref="Faults"/> tells which.</returns>
    public SourceChoice? Read()
    {
        HashSet<string> faults = [];
        SourceChoice choice = new()
        {
            Include = Words(Include),
            Exclude = Words(Exclude),
            MaxBytes = ReadMegabytes(faults),
            Patients = Words(Patients),
            MaxPatients = Positive(MaxPatients, nameof(MaxPatients), faults),
            PerClass = Positive(PerClass, nameof(PerClass), faults),
            LabelTable = NullIfBlank(LabelTable),
            LabelColumn = NullIfBlank(LabelColumn),
            PatientColumn = NullIfBlank(PatientColumn),
            Seed = ReadSeed(faults),
        };
        Faults = faults;
        return faults.Count == 0 ? choice : null;
    }

    private long? ReadMegabytes(HashSet<string> faults)
    {
        string plain = Plain(Megabytes).Replace(',', '.');
        if (plain.Length == 0)
            return null;
        if (double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double size) && size is > 0 and < MostMegabytes)
            return (long)Math.Ceiling(size * BytesOfMegabyte);
        faults.Add(nameof(Megabytes));
        return null;
    }

    private int ReadSeed(HashSet<string> faults)
    {
        string plain = Plain(Seed);
        if (plain.Length == 0)
            return 0;
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out int seed))
            return seed;
        faults.Add(nameof(Seed));
        return 0;
    }

    private static int? Positive(string text, string field, HashSet<string> faults)
    {
        string plain = Plain(text);
        if (plain.Length == 0)
            return null;
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
            return number;
        faults.Add(field);
        return null;
    }

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Words(string text) => text.Split([',', '\n', '\r', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
