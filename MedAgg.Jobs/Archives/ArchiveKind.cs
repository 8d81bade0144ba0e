namespace MedAgg.Jobs.Archives;

/// <summary>Kind of an archive or wrapper by its first bytes.</summary>
public enum ArchiveKind
{
    /// <summary>None that is known: a file.</summary>
    None,
    Zip,
    Tar,

    /// <summary>gzip around anything; whether a TAR is inside shows on reading.</summary>
    Gzip,
    Bzip2,
    Xz,

    /// <summary>Recognised in order to be refused clearly.</summary>
    Rar,

    /// <summary>Recognised in order to be refused clearly.</summary>
    SevenZip,

    /// <summary>Recognised in order to be refused clearly.</summary>
    Zstandard,
}
