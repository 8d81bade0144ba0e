using System.Text;
using MedAgg.Jobs.Providers;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>A plan for a terminal.</summary>
internal static class SourceSummary
{
    private const int Named = 20;

    public static string Of(SourcePlan plan)
    {
        StringBuilder text = new();
        Line(text, "source", plan.Provider);
        Line(text, "title", plan.Name);
        Line(text, "version", plan.Version);
        Line(text, "licence", plan.Licence ?? "not stated");
        Line(text, "access", plan.Access.ToString().ToLowerInvariant());
        Line(text, "doi", plan.Doi);
        Line(text, "page", plan.LandingPage);
        Line(text, "pinned", plan.Pin);
        Line(text, "files", FormattableString.Invariant($"{plan.EstimatedFiles ?? plan.Files.Count}{(plan.FilesLeftOut > 0 ? $", {plan.FilesLeftOut} left out" : "")}, {plan.Files.Count(file => file.Checksum is not null)} with a checksum"));
        Line(text, "bytes", (plan.EstimatedBytes ?? plan.SizeBytes) is { } size ? FormattableString.Invariant($"{size}") : "unknown");
        foreach (PlannedFile file in plan.Files.Take(Named))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {file.SizeBytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?",14}  {file.Path}").AppendLine();
        if (plan.Files.Count > Named)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  … and {plan.Files.Count - Named} more").AppendLine();
        if (plan.Contents.Count > 0)
            Line(text, "inside", FormattableString.Invariant($"{plan.Contents.Count} files"));
        foreach (string warning in plan.Warnings.Take(Named))
            Line(text, "warning", warning);
        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append(name.PadRight(9)).AppendLine(value);
    }
}
