using System.Globalization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Where the image of a case is shown: the files of the very version that the run learnt from, with its panel open.</summary>
internal static class CaseAddress
{
    public static string Of(RunRow run, long fileId) => string.Create(CultureInfo.InvariantCulture, $"/datasets/{run.Dataset}/files?v={run.DatasetVersion}&file={fileId}");
}
