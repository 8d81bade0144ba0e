using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Providers.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

public sealed class PatientClassesTests
{
    private static readonly HashSet<string> Patients = ["D1-0001", "D1-0002", "D2-0001", "D2-0009"];

    [Fact]
    public void A_patient_with_both_classes_is_a_class_of_its_own()
    {
        LabelTable table = new("labels.xlsx", ["ID1", "LeftRight", "classification"], [["D1-0001", "L", "Benign"], ["D1-0001", "R", "Malignant"], ["D1-0002", "L", "Benign"], ["D2-0001", "R", ""], ["X", "R", "Benign"]]);

        (IReadOnlyDictionary<string, string>? classes, string? error) = PatientClasses.Read(table, Patients, null, null);

        Assert.Null(error);
        Assert.Equal([("D1-0001", "Benign + Malignant"), ("D1-0002", "Benign")], classes!.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(null, "grade", "has no column 'grade'")]
    [InlineData("nobody", null, "has no column 'nobody'")]
    [InlineData("side", "classification", "has 0 classes")]
    public void What_cannot_be_balanced_is_said(string? patientColumn, string? labelColumn, string said)
    {
        LabelTable table = new("labels.csv", ["ID1", "side", "classification"], [["D1-0001", "L", "Benign"]]);

        (IReadOnlyDictionary<string, string>? classes, string? error) = PatientClasses.Read(table, Patients, patientColumn, labelColumn);

        Assert.Null(classes);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }
}
