using MedAgg.Jobs.Reports.Wording;
using MedAgg.Web.Localisation;

namespace MedAgg.Web.Features.Experiments;

/// <summary>The words of reports in the language of the running request.</summary>
internal static class ReportLanguage
{
    private static readonly ReportWords Russian = new(Language.Russian);
    private static readonly ReportWords English = new(Language.English);

    public static ReportWords Words => Language.Current == Language.Russian ? Russian : English;
}
