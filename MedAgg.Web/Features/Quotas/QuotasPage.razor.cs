using MedAgg.Domain.Changes;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Quotas;

/// <summary>What teams use and may use: members see their own, administrators see all and change them with a reason.</summary>
public sealed partial class QuotasPage
{
    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private QuotaDesk Desk { get; set; } = null!;

    [Inject]
    private TeamQuotas Quotas { get; set; } = null!;

    private Actor Actor { get; set; } = Actor.Nobody;

    private IReadOnlyList<TeamQuota>? Teams { get; set; }

    private QuotaDraft? Draft { get; set; }

    private Refusal? Problem { get; set; }

    private string? Done { get; set; }

    private bool IsBusy { get; set; }

    private bool NeedsSignIn { get; set; }

    private QuotaLimits Ordinary => Quotas.Ordinary;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Actor = await Actors.OfAsync((await Authentication).User, Left);
        NeedsSignIn = !Actor.MayWork;
        if (NeedsSignIn)
            return;
        await ReadAsync();
        Watch(ChangeKind.Ingestion, null, ReadAsync);
        Watch(ChangeKind.Team, null, ReadAsync);
    }

    private async Task ReadAsync() => Teams = await Desk.ListAsync(Actor, Left);

    private void Edit(TeamQuota team)
    {
        (Problem, Done) = (null, null);
        Draft = Draft?.Quota.TeamId == team.TeamId ? null : new(team);
    }

    private async Task SaveAsync()
    {
        if (IsBusy || Draft is not { } draft || draft.Read() is not { } change)
            return;
        IsBusy = true;
        Problem = await Desk.SetAsync(Actor, draft.Quota.TeamId, change, Left);
        if (Problem is null)
            (Draft, Done) = (null, T.Say("Saved", draft.Quota.Team));
        await ReadAsync();
        IsBusy = false;
    }

    private string? FaultOf(string field) => Draft?.Faults.GetValueOrDefault(field) is { } fault ? T[fault].Value : null;

    private string? Is(string field) => FaultOf(field) is null ? null : "true";

    private static double ShareOf(long used, long limit) => limit == 0 ? 1 : (double)used / limit;
}
