namespace MedAgg.Jobs.Collections;

/// <summary>Looks for one patient or one picture in several partitions. Patients are known inside their dataset only.</summary>
internal sealed class LeakCheck
{
    private readonly Dictionary<(string Folder, string Patient), string> _patients = [];
    private readonly Dictionary<string, string> _pictures = [];
    private readonly HashSet<(string, string)> _leakingPatients = [];
    private readonly HashSet<string> _leakingPictures = [];
    private bool _hasPartitions;

    public LeakVerdict Verdict => new(_hasPartitions, _leakingPatients.Count, _leakingPictures.Count);

    public void Add(ChosenImage image)
    {
        if (image.Image.Split is not { } split)
            return;
        _hasPartitions = true;
        if (image.Image.PatientKey is { } patient)
        {
            (string, string) key = (image.Source.Folder, patient);
            if (!_patients.TryAdd(key, split) && _patients[key] != split)
                _leakingPatients.Add(key);
        }

        if (image.File.Sha256 is { } picture && !_pictures.TryAdd(picture, split) && _pictures[picture] != split)
            _leakingPictures.Add(picture);
    }
}
