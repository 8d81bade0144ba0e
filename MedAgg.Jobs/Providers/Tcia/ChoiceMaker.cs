using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Takes the wanted part of the series that were found; where classes are wanted, from a label table beside the images or at an address.</summary>
internal sealed class ChoiceMaker(TableFetcher tables)
{
    public async Task<(ChosenSeries? Chosen, Refusal? Refusal)> ChooseAsync(FoundSeries found, SourceChoice wanted, CancellationToken cancellationToken)
    {
        if (Read(wanted, out string? error) is not { } choice)
            return (null, new(SeriesChoice.Malformed, error!));
        IReadOnlyDictionary<string, string>? classes = null;
        List<string> remarks = [];
        if (choice.PatientsPerClass is not null)
        {
            (classes, string sentence) = await ClassesAsync(found, wanted, cancellationToken);
            if (classes is null)
                return (null, new(SourceCodes.ChoiceNotPossible, sentence));
            remarks.Add(sentence);
        }

        ChosenSeries chosen = SeriesChooser.Choose(found.Series, choice, classes);
        if (chosen.Series.Count == 0 && found.Series.Count > 0)
            return (null, new(SourceCodes.ChoiceEmpty, $"None of the {found.Series.Count} series of the source is left after the choice."));
        return (chosen with { Remarks = [.. remarks, .. chosen.Remarks] }, null);
    }

    private static SeriesChoice? Read(SourceChoice wanted, out string? error)
    {
        List<PatientRange> ranges = [];
        foreach (string text in wanted.Patients)
        {
            if (PatientRange.Parse(text) is not { } range)
            {
                error = $"'{text}' is neither a patient nor a range of patients such as A-001..A-120.";
                return null;
            }

            ranges.Add(range);
        }

        if (Patterns(wanted.Include, out error) is not { } include || Patterns(wanted.Exclude, out error) is not { } exclude)
            return null;
        return new()
        {
            Patients = ranges,
            Include = include,
            Exclude = exclude,
            MaxPatients = wanted.MaxPatients,
            PatientsPerClass = wanted.PerClass,
            MaxBytes = wanted.MaxBytes,
            Seed = wanted.Seed,
        };
    }

    private static List<SeriesPattern>? Patterns(IReadOnlyList<string> texts, out string? error)
    {
        List<SeriesPattern> patterns = [];
        foreach (string text in texts)
        {
            if (SeriesPattern.Parse(text) is not { } pattern)
            {
                error = $"'{text}' is no pattern for series; write patient:, study:, series:, modality: or description: before it, or nothing for patient or series.";
                return null;
            }

            patterns.Add(pattern);
        }

        error = null;
        return patterns;
    }

    private async Task<(IReadOnlyDictionary<string, string>? Classes, string Sentence)> ClassesAsync(FoundSeries found, SourceChoice wanted, CancellationToken cancellationToken)
    {
        HashSet<string> patients = [.. found.Series.Select(series => series.PatientId).Where(patient => patient.Length > 0)];
        string sentence = "No label table lies beside the images; name one by its address.";
        foreach (string address in Candidates(found, wanted.LabelTable))
        {
            (LabelTable? table, Refusal? refusal) = await tables.FetchAsync(address, cancellationToken);
            if (table is null)
            {
                sentence = refusal!.Message;
                continue;
            }

            (IReadOnlyDictionary<string, string>? classes, string? error) = PatientClasses.Read(table, patients, wanted.PatientColumn, wanted.LabelColumn);
            if (classes is not null)
                return (classes, $"CLASSES_FROM: Classes of {classes.Count} patients come from {table.Path}.");
            sentence = error!;
        }

        return (null, sentence);
    }

    private static IEnumerable<string> Candidates(FoundSeries found, string? wanted)
    {
        IEnumerable<string> beside = (found.Page?.Files ?? []).Concat(found.Addresses).Where(TableFetcher.IsTable);
        if (wanted is null)
            return beside;
        return Uri.TryCreate(wanted, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? [wanted]
            : beside.Where(address => TableFetcher.NameOf(address).Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }
}
