using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Tables;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>Tables of a publication pack: CSV after RFC 4180, invariant numbers.</summary>
internal static class PackTables
{
    public static string Metrics(ReportDocument report)
    {
        StringBuilder text = new("task,engine,seed,part,cases,positives,auc,ci_low,ci_high,delong_low,delong_high,average_precision,sensitivity,specificity,ppv,npv,brier,ece,headline_auc,headline_low,headline_high\n");
        foreach (TaskEvaluation task in report.Tasks)
        {
            foreach (EngineEvaluation engine in task.Engines)
            {
                foreach ((string part, Evaluation on) in new[] { ("validation", engine.Validation), ("test", engine.Test) })
                {
                    SubsetAuc? headline = part == "test" ? engine.Headline : null;
                    double?[] numbers =
                    [
                        on.Auc?.Auc, on.AucBootstrap?.Interval.Low, on.AucBootstrap?.Interval.High, on.Auc?.LogitInterval()?.Low, on.Auc?.LogitInterval()?.High, on.AveragePrecision,
                        on.Confusion?.Sensitivity.Value, on.Confusion?.Specificity.Value, on.Confusion?.PositivePredictiveValue.Value, on.Confusion?.NegativePredictiveValue.Value,
                        on.Before?.Brier, on.Before?.ExpectedError, headline?.Auc, headline?.Low, headline?.High,
                    ];
                    text.Append(CultureInfo.InvariantCulture, $"{CsvCell.Quoted(task.Name)},{engine.Engine},{engine.Seed},{part},{on.Count},{on.Positives},");
                    text.Append(string.Join(',', numbers.Select(number => number?.ToString("R", CultureInfo.InvariantCulture)))).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    public static string Demographics(ReportDocument report)
    {
        StringBuilder text = new("task,part,fact,value,cases\n");
        foreach (TaskEvaluation task in report.Tasks)
        {
            foreach (PartFigures part in task.Parts)
            {
                string head = $"{CsvCell.Quoted(task.Name)},{part.Part.ToString().ToLowerInvariant()}";
                text.Append(CultureInfo.InvariantCulture, $"{head},images,,{part.Images}\n{head},cases,,{part.Units}\n{head},patients,,{(part.Patients is { } patients ? patients.ToString(CultureInfo.InvariantCulture) : "unknown")}\n{head},positive,,{part.Positives}\n");
                text.Append(CultureInfo.InvariantCulture, $"{head},mean age years,,{(part.MeanAge is { } age ? age.ToString("0.0", CultureInfo.InvariantCulture) : "unknown")}\n");
            }

            foreach ((string fact, string value, IReadOnlyList<int> counts) in PartDemographics.Of(task))
            {
                foreach ((int index, int count) in counts.Index())
                    text.Append(CultureInfo.InvariantCulture, $"{CsvCell.Quoted(task.Name)},{task.Parts[index].Part.ToString().ToLowerInvariant()},{CsvCell.Quoted(fact)},{CsvCell.Quoted(value)},{count}\n");
            }
        }

        return text.ToString();
    }

    public static string Flow(ReportDocument report, ReportWords words)
    {
        StringBuilder text = new("code,says,left_out,images,cases,patients\n");
        foreach (FlowLine line in report.Flow)
            text.Append(CultureInfo.InvariantCulture, $"{line.Code},{CsvCell.Quoted(words[line.Code])},{(line.IsExclusion ? "true" : "false")},{line.Images},{line.Units},{(line.Patients > 0 ? line.Patients.ToString(CultureInfo.InvariantCulture) : "unknown")}\n");
        return text.ToString();
    }

    public static object FlowBoxes(ReportDocument report, ReportWords words) => new
    {
        format = "medagg.flow/1",
        boxes = report.Flow.Select(line => new { code = line.Code, says = words[line.Code], leftOut = line.IsExclusion, images = line.Images, cases = line.Units, patients = line.Patients > 0 ? line.Patients : (int?)null }),
    };

    /// <summary>Ids and groups are paths and patients: outside only their keyed hashes are told.</summary>
    public static async Task<string> PseudonymousSplitAsync(string csv, string key, CancellationToken cancellationToken)
    {
        StringBuilder text = new("id,group,label,stratum,part\n");
        using StringReader source = new(csv);
        CsvRows rows = new(source, ',', csv.Length);
        await rows.NextAsync(cancellationToken); // the head
        while (await rows.NextAsync(cancellationToken) is { } row)
        {
            if (row is [var id, var group, var label, var stratum, var part])
                text.Append(Pseudonym(id)).Append(',').Append(Pseudonym(group)).Append(',').Append(CsvCell.Quoted(label)).Append(',').Append(CsvCell.Quoted(stratum)).Append(',').Append(part).Append('\n');
        }

        return text.ToString();

        string Pseudonym(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}|{value}")))[..12];
    }
}
