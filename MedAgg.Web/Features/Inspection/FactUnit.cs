namespace MedAgg.Web.Features.Inspection;

/// <summary>What a dashboard counts. The order is that of the DICOM model: a patient has studies, they have series, they have images.</summary>
public enum FactUnit
{
    Patients,
    Studies,
    Series,
    Images,
}
