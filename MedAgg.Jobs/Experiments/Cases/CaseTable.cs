using System.Text.Json;

namespace MedAgg.Jobs.Experiments.Cases;

/// <summary>Cases as JSON lines, and what they have in common.</summary>
/// <param name="Classes">Names of the classes, by number.</param>
/// <param name="PatientsAreKnown">False when the source names no patients: then nobody can check that parts share none.</param>
/// <param name="Caveats">What a reader of the results must know, one code and sentence each.</param>
/// <param name="Rows">In the order of the prepared images.</param>
public sealed record CaseTable(IReadOnlyList<string> Classes, bool PatientsAreKnown, IReadOnlyList<string> Caveats, IReadOnlyList<CaseRow> Rows)
{
    private const string HeadName = "cases.json";
    private const string RowsName = "cases.jsonl";
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, HeadName), JsonSerializer.Serialize(new Head(Classes, PatientsAreKnown, Caveats), Options));
        File.WriteAllLines(Path.Combine(folder, RowsName), Rows.Select(row => JsonSerializer.Serialize(row, Options)));
    }

    public static CaseTable Read(string folder)
    {
        Head head = JsonSerializer.Deserialize<Head>(File.ReadAllText(Path.Combine(folder, HeadName)), Options)!;
        return new(head.Classes, head.PatientsAreKnown, head.Caveats, [.. File.ReadLines(Path.Combine(folder, RowsName)).Select(line => JsonSerializer.Deserialize<CaseRow>(line, Options)!)]);
    }

    private sealed record Head(IReadOnlyList<string> Classes, bool PatientsAreKnown, IReadOnlyList<string> Caveats);
}
