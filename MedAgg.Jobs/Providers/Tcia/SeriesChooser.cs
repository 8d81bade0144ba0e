using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Applies a choice to the series of a collection. Whole patients are taken or left: half a patient would be a study with a missing view.
/// The order of taking is a hash of seed and name, so that it follows neither the numbering (often the order of acquisition) nor the size of the
/// collection: more patients wanted means the same ones and others.
/// </summary>
internal static class SeriesChooser
{
    /// <param name="all">Every series of the collection.</param>
    /// <param name="choice">What is wanted.</param>
    /// <param name="classes">Class of each patient; null without a label table.</param>
    public static ChosenSeries Choose(IReadOnlyList<SeriesRow> all, SeriesChoice choice, IReadOnlyDictionary<string, string>? classes)
    {
        List<string> remarks = [];
        List<SeriesRow> matching = [.. all.Where(series => IsWanted(series, choice))];
        // Without a patient name (a bare list of series) every series stands for itself.
        List<Patient> patients = [.. matching
            .GroupBy(series => series.PatientId.Length > 0 ? series.PatientId : series.SeriesUid, StringComparer.Ordinal)
            .Select(group => new Patient(group.Key, classes?.GetValueOrDefault(group.Key), Bytes(group), Order(choice.Seed, group.Key)))];
        bool isSampled = choice.PatientsPerClass is not null || choice.MaxPatients is not null || choice.MaxBytes is not null;
        List<Patient> taken = isSampled ? Take(patients, choice, classes is not null, remarks) : patients;
        HashSet<string> names = [.. taken.Select(patient => patient.Name)];
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (Patient patient in taken.Where(patient => patient.Class is not null))
            counts[patient.Class!] = counts.GetValueOrDefault(patient.Class!) + 1;
        return new([.. matching.Where(series => names.Contains(series.PatientId.Length > 0 ? series.PatientId : series.SeriesUid))], taken.Count, counts, remarks);
    }

    private static bool IsWanted(SeriesRow series, SeriesChoice choice) =>
        (choice.Patients.Count == 0 || choice.Patients.Any(range => range.Holds(series.PatientId)))
        && (choice.Include.Count == 0 || choice.Include.Any(pattern => pattern.Matches(series)))
        && !choice.Exclude.Any(pattern => pattern.Matches(series));

    private static List<Patient> Take(List<Patient> patients, SeriesChoice choice, bool hasLabels, List<string> remarks)
    {
        List<Patient> taken = [];
        Limits limits = new(choice);
        foreach (Patient patient in hasLabels ? InTurn(patients, choice, remarks) : patients.OrderBy(patient => patient.Order))
        {
            if (!limits.Admit(patient))
            {
                remarks.Add(limits.Why(taken.Count, patients.Count));
                break;
            }

            taken.Add(patient);
        }

        return taken;
    }

    /// <summary>One patient of each class after the other, so that any place to stop leaves the classes equal.</summary>
    private static IEnumerable<Patient> InTurn(List<Patient> patients, SeriesChoice choice, List<string> remarks)
    {
        int unlabelled = patients.Count(patient => patient.Class is null);
        if (unlabelled > 0)
            remarks.Add(Text($"{unlabelled} of {patients.Count} patients have no row in the label table and were left out."));
        List<(string Name, Patient[] Members)> classes = [.. patients
            .Where(patient => patient.Class is not null)
            .GroupBy(patient => patient.Class!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.OrderBy(patient => patient.Order).ToArray()))];
        foreach ((string name, Patient[] members) in classes)
        {
            if (choice.PatientsPerClass is { } wanted && members.Length < wanted)
                remarks.Add(Text($"Class '{name}' has {members.Length} patients where {wanted} were wanted."));
        }

        int rounds = classes.Count == 0 ? 0 : classes.Max(pair => pair.Members.Length);
        for (int round = 0; round < Math.Min(rounds, choice.PatientsPerClass ?? int.MaxValue); round++)
        {
            foreach ((_, Patient[] members) in classes)
            {
                if (round < members.Length)
                    yield return members[round];
            }
        }
    }

    private static long? Bytes(IEnumerable<SeriesRow> series)
    {
        long sum = 0;
        foreach (SeriesRow one in series)
        {
            if (one.SizeBytes is not { } bytes)
                return null;
            sum += bytes;
        }

        return sum;
    }

    private static ulong Order(int seed, string name)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed.ToString(CultureInfo.InvariantCulture) + "\n" + name));
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Patient(string Name, string? Class, long? Bytes, ulong Order);

    private sealed class Limits(SeriesChoice choice)
    {
        private int _patients;
        private long _bytes;
        private bool _isFull;

        public bool Admit(Patient patient)
        {
            if (choice.MaxPatients is { } most && _patients == most)
                return false;
            // A patient of unknown size could be larger than everything that is left.
            if (choice.MaxBytes is { } bytes && (patient.Bytes is null || _bytes + patient.Bytes > bytes))
            {
                _isFull = true;
                return false;
            }

            _patients++;
            _bytes += patient.Bytes ?? 0;
            return true;
        }

        public string Why(int taken, int all) => _isFull
            ? Text($"The budget of {choice.MaxBytes} bytes ended the choice after {taken} of {all} patients ({_bytes} bytes).")
            : Text($"{taken} of {all} patients were taken, as was wanted.");
    }
}
