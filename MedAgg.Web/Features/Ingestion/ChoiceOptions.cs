using System.CommandLine;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Words of the command line that choose a part of a source.</summary>
internal sealed class ChoiceOptions
{
    private readonly Option<string[]> _include = new("--include") { Description = "Path pattern, or for archives of series patient:, study:, series:, modality:, description:. May be repeated.", HelpName = "PATTERN" };
    private readonly Option<string[]> _exclude = new("--exclude") { Description = "What matches is left out. May be repeated.", HelpName = "PATTERN" };
    private readonly Option<string[]> _patients = new("--patients") { Description = "Patient or range of patients, for example A-001..A-120. May be repeated.", HelpName = "RANGE" };
    private readonly Option<int?> _maxPatients = new("--max-patients") { Description = "Most patients in all.", HelpName = "N" };
    private readonly Option<int?> _perClass = new("--per-class") { Description = "Patients of each class of the label table.", HelpName = "N" };
    private readonly Option<string?> _maxBytes = new("--max-bytes") { Description = "Most bytes, for example 500MB or 2GiB.", HelpName = "SIZE" };
    private readonly Option<string?> _labels = new("--labels") { Description = "Label table: its name beside the images, or its address. Default: the one that fits.", HelpName = "TABLE" };
    private readonly Option<string?> _labelColumn = new("--label-column") { Description = "Column of the class.", HelpName = "NAME" };
    private readonly Option<string?> _patientColumn = new("--patient-column") { Description = "Column of the patient.", HelpName = "NAME" };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the order in which patients are taken. Default 0.", HelpName = "N" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_include, _exclude, _patients, _maxPatients, _perClass, _maxBytes, _labels, _labelColumn, _patientColumn, _seed])
            command.Add(option);
    }

    /// <exception cref="RefusedException">A size or a number is none.</exception>
    public SourceChoice Read(ParseResult parsed) => new()
    {
        Include = parsed.GetValue(_include) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
        Patients = parsed.GetValue(_patients) ?? [],
        MaxPatients = Positive(parsed.GetValue(_maxPatients), "--max-patients"),
        PerClass = Positive(parsed.GetValue(_perClass), "--per-class"),
        MaxBytes = parsed.GetValue(_maxBytes) is { } size ? Bytes(size) ?? throw new RefusedException("CHOICE_MALFORMED", $"'{size}' is no size such as 500MB or 2GiB.") : null,
        LabelTable = parsed.GetValue(_labels),
        LabelColumn = parsed.GetValue(_labelColumn),
        PatientColumn = parsed.GetValue(_patientColumn),
        Seed = parsed.GetValue(_seed),
    };

    /// <summary>Reads <c>500000000</c>, <c>500MB</c>, <c>2 GiB</c>; null for anything else.</summary>
    internal static long? Bytes(string text) => ByteSize.Parse(text) is > 0 and { } bytes ? bytes : null;

    private static int? Positive(int? number, string name) =>
        number is null or > 0 ? number : throw new RefusedException("CHOICE_MALFORMED", $"{name} must be at least 1.");
}
