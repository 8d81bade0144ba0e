namespace MedAgg.Jobs.Archives;

/// <summary>What became of an archive.</summary>
public enum ArchiveVerdict
{
    Accept,

    /// <summary>Usable, but something was left out or is odd.</summary>
    AcceptWithWarning,

    /// <summary>Nothing of it is used.</summary>
    Reject,
}
