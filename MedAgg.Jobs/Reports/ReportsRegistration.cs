using MedAgg.Jobs.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Reports;

internal static class ReportsRegistration
{
    /// <summary>To be called behind the experiments: the report is their last step.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddSingleton<IPipelineStep, WriteReport>();
}
