namespace MedAgg.Jobs.Reports.Content;

/// <summary>What the last step of a run leaves.</summary>
public static class ReportFiles
{
    /// <summary>Name of the step.</summary>
    public const string Step = "report";

    /// <summary>The <see cref="ReportDocument"/>.</summary>
    public const string Document = "report.json";

    /// <summary>The <see cref="Comparing.TestCases"/>.</summary>
    public const string TestCases = "test-cases.json";

    /// <summary>The publication pack.</summary>
    public const string Pack = "publication-pack.zip";

    /// <summary>The export for MLflow.</summary>
    public const string Mlflow = "mlflow.zip";

    /// <summary>The report as one page.</summary>
    /// <param name="language"><c>ru</c> or <c>en</c>.</param>
    public static string Page(string language) => $"report.{language}.html";
}
