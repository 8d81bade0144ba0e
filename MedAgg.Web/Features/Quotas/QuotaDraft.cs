using System.Globalization;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Quotas;

namespace MedAgg.Web.Features.Quotas;

/// <summary>The limits of a team while they are written: texts and what is wrong with each. Empty means "as for all".</summary>
internal sealed class QuotaDraft(TeamQuota quota)
{
    private const int MostJobs = 100_000;

    public TeamQuota Quota { get; } = quota;

    public string Bytes { get; set; } = quota.Reason?.Bytes is { } bytes ? ByteSize.Write(bytes) : "";

    public string Files { get; set; } = Text(quota.Reason?.Files);

    public string Datasets { get; set; } = Text(quota.Reason?.Datasets);

    public string Unfinished { get; set; } = Text(quota.Reason?.Unfinished);

    public string Reason { get; set; } = "";

    /// <summary>Key of the sentence by field: <c>Size</c>, <c>Number</c>, <c>Jobs</c>, <c>Reason</c>.</summary>
    public Dictionary<string, string> Faults { get; } = [];

    /// <summary>Reads all fields.</summary>
    /// <returns>Null when any is wrong; <see cref="Faults"/> tells which.</returns>
    public QuotaChange? Read()
    {
        Faults.Clear();
        long? bytes = Bytes.Trim().Length == 0 ? null : ByteSize.Parse(Bytes);
        if (Bytes.Trim().Length > 0 && bytes is null)
            Faults[nameof(Bytes)] = "Fault.Size";
        long? files = Number(Files, nameof(Files), long.MaxValue);
        long? datasets = Number(Datasets, nameof(Datasets), int.MaxValue);
        long? unfinished = Number(Unfinished, nameof(Unfinished), MostJobs);
        if (Reason.Trim().Length is < QuotaDesk.LeastReason or > QuotaDesk.MostReason)
            Faults[nameof(Reason)] = "Fault.Reason";
        return Faults.Count > 0 ? null : new(bytes, files, (int?)datasets, (int?)unfinished, Reason.Trim());
    }

    private long? Number(string text, string field, long most)
    {
        string plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (plain.Length == 0)
            return null;
        if (long.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most)
            return number;
        Faults[field] = field == nameof(Unfinished) ? "Fault.Jobs" : "Fault.Number";
        return null;
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
