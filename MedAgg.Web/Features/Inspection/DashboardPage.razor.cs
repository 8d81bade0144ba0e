using MedAgg.Domain.Inspection;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Features.Inspection;

/// <summary>What is in a version: figures, what is unusual, charts that filter each other. The address holds unit and filter.</summary>
public sealed partial class DashboardPage
{
    [Inject]
    private FactTables Tables { get; set; } = null!;

    /// <inheritdoc />
    protected override string Tab => "dashboard";

    private DashboardAddress Address { get; set; } = new();

    private InspectedVersion? Version { get; set; }

    private Dashboard? Shown { get; set; }

    /// <inheritdoc />
    protected override async Task ReadTabAsync()
    {
        Address = DashboardAddress.Parse(Query);
        if (Dataset!.Version is not { } version)
        {
            Shown = null;
            return;
        }

        // Held already: shown in the first rendering of the circuit, so that nothing flickers.
        Version = Tables.Peek(version.Id, version.IsFilling) ?? await Tables.GetAsync(version.Id, version.IsFilling, Left);
        Shown = Dashboard.Compute(Version.Table, Version.Files, Address.Filter, Address.Unit);
    }

    private string Href(DashboardAddress address) => $"/datasets/{Slug}/dashboard{address.ToQuery()}";

    private string FilesHref(FileRole role) => $"/datasets/{Slug}/files{new FileAddress { Version = Address.Version, Role = role }.ToQuery()}";

    private void Choose(FactCondition condition) => Navigation.NavigateTo(Href(Address with { Filter = Address.Filter.Toggle(condition) }));

    // The leading chart and the pyramid stand beside the findings; rows of three follow.
    private static string ClassOf(int index, IReadOnlyList<DashboardCard> cards)
    {
        bool hasAges = cards.Count > 1 && cards[1] is DashboardCard.Ages;
        return index switch
        {
            0 when hasAges => "c5",
            1 when hasAges => "c3",
            0 => "c8",
            _ => "c4",
        };
    }

    private string Says(Finding finding) => T.Say("Finding." + finding.Key, [.. finding.Values.Select(Written)]);

    private object Written(object value) => value switch
    {
        FactCondition condition => Words.Value(condition.Field, condition.Value),
        double share => Format.Percent(share),
        _ => value,
    };

    private static string SeverityClass(FindingSeverity severity) => severity switch
    {
        FindingSeverity.High => "sev-high",
        FindingSeverity.Mid => "sev-mid",
        _ => "sev-low",
    };

    private static string SeverityIcon(FindingSeverity severity) => severity switch
    {
        FindingSeverity.High => "flag",
        FindingSeverity.Mid => "error",
        _ => "info",
    };
}
