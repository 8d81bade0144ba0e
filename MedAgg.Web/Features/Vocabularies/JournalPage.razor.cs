using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Who changed which term when, and the way back.</summary>
public sealed partial class JournalPage
{
    private const int PageSize = 50;
    private const int MaxPage = 100_000;

    private IReadOnlyList<TermFault> _faults = [];
    private string? _done;
    private int _total;

    /// <summary>Key of what was read for the first rendering, see <see cref="FirstRenderings"/>.</summary>
    [PersistentState]
    public string? Kept { get; set; }

    [Inject]
    private FirstRenderings Renderings { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private VocabularyQueries Queries { get; set; } = null!;

    [Inject]
    private VocabularyEditor Editor { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<JournalPage> Logger { get; set; } = null!;

    private IReadOnlyList<JournalRow>? Rows { get; set; }

    private Actor Actor { get; set; } = Actor.Nobody;

    private bool MayEdit => Actor.IsAdministrator;

    private string? FailureReference { get; set; }

    private int PageNumber =>
        QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("page", out var page) && int.TryParse(page.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Math.Clamp(number, 1, MaxPage) : 1;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Follow;
        Watch(ChangeKind.Vocabulary, null, ReadAsync);
        if (Renderings.Take<FirstRendering>(Kept) is { } first)
        {
            (Actor, Rows, _total) = (first.Actor, first.Rows, first.Total);
        }
        else
        {
            Actor = await Actors.OfAsync((await Authentication).User, Left);
            await ReadAsync();
        }

        Kept = Rows is null || RendererInfo.IsInteractive ? null : Renderings.Keep(new FirstRendering(Actor, Rows, _total));
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        Navigation.LocationChanged -= Follow;
        base.Dispose(isDisposing);
    }

    private async Task ReadAsync()
    {
        try
        {
            Rows = await Queries.JournalAsync(null, (PageNumber - 1) * PageSize, PageSize, Left);
            _total = await Queries.CountJournalAsync(null, Left);
            FailureReference = null;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            FailureReference = Reference.New();
            Log.VocabularyFailed(Logger, FailureReference, exception);
        }
    }

    private async Task UndoAsync(JournalRow row)
    {
        EditOutcome outcome = await Editor.UndoAsync(Actor, row.Id, Left);
        _faults = outcome.Faults;
        _done = outcome.IsDone ? T.Say("Done.Undone", row.Name?.In(CultureInfo.CurrentUICulture) ?? row.TermId) : null;
        await ReadAsync();
    }

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (new Uri(change.Location).AbsolutePath != "/vocabularies/journal")
            return;
        _ = InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        });
    }

    private sealed record FirstRendering(Actor Actor, IReadOnlyList<JournalRow> Rows, int Total);
}
