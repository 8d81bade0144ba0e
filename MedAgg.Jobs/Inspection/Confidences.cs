namespace MedAgg.Jobs.Inspection;

/// <summary>How far each kind of evidence is trusted. An order, not a probability: nobody has measured these on labelled files.</summary>
internal static class Confidences
{
    /// <summary>SOP Class UID: written by the machine, one meaning.</summary>
    public const double SopClass = 0.99;

    /// <summary>A coded DICOM attribute, for example Modality.</summary>
    public const double Tag = 0.95;

    /// <summary>What geometry or format leaves no choice about.</summary>
    public const double Structure = 0.95;

    /// <summary>Follows from another answer: mammography shows the breast.</summary>
    public const double Implied = 0.9;

    /// <summary>A naming standard: BIDS suffix, nnU-Net folder.</summary>
    public const double NamingStandard = 0.85;

    /// <summary>A joined table.</summary>
    public const double Table = 0.9;

    /// <summary>Words of a DICOM description, typed by people.</summary>
    public const double Description = 0.6;

    public const double FolderWord = 0.5;

    public const double FileWord = 0.4;
}
