namespace MedAgg.Imaging.Deidentification;

/// <summary>How a copy without identity is made.</summary>
/// <param name="Pseudonym">Stands for PatientName and PatientID; at most 64 ASCII characters.</param>
/// <param name="Key">Secret that UIDs are mapped with, 16 bytes at least: the same key maps the same UID to the same one, so that series stay together.</param>
public sealed record DeidentificationOptions(string Pseudonym, ReadOnlyMemory<byte> Key)
{
    /// <summary>Copies pixels although the file says that an identity is burned into them. Default false: such a file is refused.</summary>
    public bool KeepsBurnedIn { get; init; }
}
