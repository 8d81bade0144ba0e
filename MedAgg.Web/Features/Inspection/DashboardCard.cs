using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>One chart of a dashboard, still without words.</summary>
/// <param name="Id">Stable word of the chart.</param>
public abstract record DashboardCard(string Id)
{
    /// <summary>Units by the values of one field.</summary>
    /// <param name="IsOrdered">Whether the values have an order of their own (bins, years) and stand as columns.</param>
    public sealed record Counts(string Id, FactGroups Groups, bool IsOrdered = false) : DashboardCard(Id);

    /// <summary>Units by two fields, with the number in each cell.</summary>
    public sealed record Matrix(string Id, CrossCounts Cross) : DashboardCard(Id);

    /// <summary>Units by one field, each bar divided by another.</summary>
    public sealed record Stack(string Id, CrossCounts Cross) : DashboardCard(Id);

    /// <summary>Age pyramid.</summary>
    public sealed record Ages(string Id, AgeFigures Figures) : DashboardCard(Id);

    /// <summary>All files of the version by role; filters on images do not touch it.</summary>
    public sealed record Roles(string Id, IReadOnlyList<(FileRole Role, long Count)> Files) : DashboardCard(Id);

    /// <summary>All files of the version by kind of content.</summary>
    public sealed record Kinds(string Id, IReadOnlyList<(string Kind, long Count)> Files) : DashboardCard(Id);

    /// <summary>Refused files by code.</summary>
    public sealed record Refusals(string Id, IReadOnlyList<(string Code, long Count)> Files) : DashboardCard(Id);
}
