using MedAgg.Jobs.Experiments.Cases;

namespace MedAgg.Jobs.Experiments.Structure;

/// <summary>Knows how one kind of source tells its cases.</summary>
internal interface ICaseLayout
{
    /// <summary>The word in the pipeline file.</summary>
    string Name { get; }

    /// <summary>All cases of the source.</summary>
    /// <param name="folder">Folder of step acquire.</param>
    /// <param name="classes">Names of the classes; empty where the file gives none.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    Task<CaseTable> ReadAsync(string folder, IReadOnlyList<string> classes, CancellationToken cancellationToken);
}
