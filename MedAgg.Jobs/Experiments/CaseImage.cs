namespace MedAgg.Jobs.Experiments;

/// <summary>One image of an experiment with what is known of it, after labels were joined.</summary>
public sealed record CaseImage
{
    public required long FileId { get; init; }

    public required string Sha256 { get; init; }

    public required string Path { get; init; }

    /// <summary>The patient as the source names him; null when unknown.</summary>
    public string? Patient { get; init; }

    /// <summary>What the label is about: an image, a breast, a study or a patient. Images of one unit are judged together.</summary>
    public required string Unit { get; init; }

    /// <summary>View of the projection, for example <c>CC</c>; null when unknown.</summary>
    public string? View { get; init; }

    /// <summary>Partition that the source gives: train, val, test; null when it gives none.</summary>
    public string? OfficialPart { get; init; }

    /// <summary>True for positive, false for negative, by name of the task; a task that does not know the case is absent.</summary>
    public required IReadOnlyDictionary<string, bool> Labels { get; init; }

    /// <summary>Facts by name; unknown ones are absent.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>Fact as a number; null when unknown or no number.</summary>
    public double? Number(string fact) =>
        Facts.TryGetValue(fact, out string? text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : null;
}

/// <summary>All images of an experiment, and how many were left out on the way.</summary>
/// <param name="Images">Images that at least one task knows.</param>
/// <param name="Flow">What was left out, first to last.</param>
/// <param name="Join">How the table was joined; null without one.</param>
/// <param name="PatientsAreKnown">False when no image names its patient.</param>
public sealed record CaseSet(IReadOnlyList<CaseImage> Images, IReadOnlyList<FlowLine> Flow, TableJoinReport? Join, bool PatientsAreKnown);

/// <summary>One box of the flow diagram.</summary>
/// <param name="Code">Stable word, for example <c>unlabelled</c>.</param>
/// <param name="Images">Images in it.</param>
/// <param name="Units">Units in it.</param>
/// <param name="Patients">Patients in it; 0 when unknown.</param>
/// <param name="IsExclusion">True for what was left out, false for what stayed.</param>
public sealed record FlowLine(string Code, int Images, int Units, int Patients, bool IsExclusion);

/// <summary>How a table was joined. Nothing is guessed: a row or a unit that fits several times is left out and counted.</summary>
/// <param name="Table">Path of the table.</param>
/// <param name="Rows">Rows with a patient.</param>
/// <param name="Joined">Rows that met exactly one unit.</param>
/// <param name="RowsWithoutImages">Rows whose unit has no image here.</param>
/// <param name="Ambiguous">Rows that name a unit that another row names as well with other values.</param>
/// <param name="UnitsWithoutRow">Units that no row names: unlabelled, never taken for negative.</param>
/// <param name="ImagesWithoutKey">Images that lack patient or side.</param>
public sealed record TableJoinReport(string Table, int Rows, int Joined, int RowsWithoutImages, int Ambiguous, int UnitsWithoutRow, int ImagesWithoutKey);
