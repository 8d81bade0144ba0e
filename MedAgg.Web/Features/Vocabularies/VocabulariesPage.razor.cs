using MedAgg.Domain.Changes;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>The terms that search and inspection understand: everybody reads them, administrators change them in place.</summary>
public sealed partial class VocabulariesPage
{
    private const int WordsShown = 3;
    private const int CodesShown = 4;

    private IReadOnlyList<TermFault> _faults = [];
    private string? _done;
    private string _text = "";

    [Parameter]
    public string? KindName { get; set; }

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
    private CurrentTaxonomy Taxonomy { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<VocabulariesPage> Logger { get; set; } = null!;

    private VocabularyAddress Address { get; set; } = new(TermKind.Modality);

    private IReadOnlyList<TermRow>? Rows { get; set; }

    private IReadOnlyList<TermRow> Shown => [.. (Rows ?? []).Where(Address.Shows)];

    private Actor Actor { get; set; } = Actor.Nobody;

    private bool MayEdit => Actor.IsAdministrator;

    private string? FailureReference { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Follow;
        Watch(ChangeKind.Vocabulary, null, ReadAsync);
        Address = Here();
        if (Renderings.Take<FirstRendering>(Kept) is { } first)
            (Actor, Rows) = (first.Actor, first.Rows);
        else
            Actor = await Actors.OfAsync((await Authentication).User, Left);
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        VocabularyAddress here = Here();
        bool isOther = Rows is null || here.Kind != Address.Kind;
        Address = here;
        _text = here.Text;
        if (isOther)
            await ReadAsync();
        Kept = Rows is null || RendererInfo.IsInteractive ? null : Renderings.Keep(new FirstRendering(Actor, Rows));
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        Navigation.LocationChanged -= Follow;
        base.Dispose(isDisposing);
    }

    private VocabularyAddress Here()
    {
        var uri = new Uri(Navigation.Uri);
        return VocabularyAddress.Parse(uri.Segments.Length > 2 ? uri.Segments[2].Trim('/') : KindName, uri.Query);
    }

    private async Task ReadAsync()
    {
        try
        {
            Rows = await Queries.ListAsync(Address.Kind, Left);
            FailureReference = null;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            FailureReference = Reference.New();
            Log.VocabularyFailed(Logger, FailureReference, exception);
        }
    }

    // The list follows the typing; the address holds what was asked with Enter.
    private void Type() => Address = Address with { Text = _text.Trim() };

    private void Go(VocabularyAddress address) => Navigation.NavigateTo(address.ToHref());

    private async Task SavedAsync(Term term)
    {
        _faults = [];
        _done = T.Say("Done.Saved", term.Name.In(System.Globalization.CultureInfo.CurrentUICulture));
        await ReadAsync();
        Go(Address with { Edited = null });
    }

    private Task SwitchAsync(TermRow row)
    {
        bool turnsOn = row.Standing == TermStanding.SwitchedOff;
        return RunAsync(turnsOn ? "Done.On" : "Done.Off", row, () => Editor.SwitchAsync(Actor, row.Term, turnsOn, row.State, Left));
    }

    private Task RevertAsync(TermRow row) => RunAsync("Done.Reverted", row, () => Editor.RevertAsync(Actor, row.Term.Id, row.State, Left));

    private async Task RunAsync(string done, TermRow row, Func<Task<EditOutcome>> edit)
    {
        EditOutcome outcome = await edit();
        _faults = outcome.Faults;
        _done = outcome.IsDone ? T.Say(done, row.Term.Name.In(System.Globalization.CultureInfo.CurrentUICulture)) : null;
        await ReadAsync();
    }

    private void Follow(object? sender, LocationChangedEventArgs change)
    {
        if (!new Uri(change.Location).AbsolutePath.StartsWith("/vocabularies", StringComparison.Ordinal))
            return;
        _ = InvokeAsync(async () =>
        {
            VocabularyAddress here = Here();
            bool isOther = here.Kind != Address.Kind;
            if (here.Edited is not null || isOther)
                (_done, _faults) = (null, []);
            Address = here;
            _text = here.Text;
            if (isOther)
                await ReadAsync();
            StateHasChanged();
        });
    }

    private static IEnumerable<string> WordsOf(Term term) => term.Abbreviations.All.Concat(term.Synonyms.All).Concat(term.Ambiguous.All.Select(word => word + "?"));

    private static string FacetOf(TermKind kind) => kind switch
    {
        TermKind.Modality => FacetName.Modality,
        TermKind.Area => FacetName.Area,
        TermKind.Pathology => FacetName.Pathology,
        _ => FacetName.Task,
    };

    private sealed record FirstRendering(Actor Actor, IReadOnlyList<TermRow> Rows);
}
