using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Comparing;
using MedAgg.Jobs.Reports.Content;

namespace MedAgg.Web.Features.Experiments;

/// <summary>A finished run with everything that its screens show.</summary>
/// <param name="Row">The run.</param>
/// <param name="Report">What its report holds.</param>
/// <param name="Cases">Its test cases; null when an older version of the product wrote the report.</param>
public sealed record RunReading(RunRow Row, ReportDocument Report, TestCases? Cases)
{
    public TaskEvaluation? Task(string name) => Report.Tasks.FirstOrDefault(task => task.Name == name);
}
