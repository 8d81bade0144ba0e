using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Credentials;
using MedAgg.Jobs.Licences;
using MedAgg.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>The page that takes an address, an upload or the synthetic sample.</summary>
public sealed partial class AddDataPage
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<SourceKind, string> Words = new()
    {
        [SourceKind.Url] = "Add.Url",
        [SourceKind.Upload] = "Add.File",
        [SourceKind.ServerPath] = "Add.Path",
    };

    private CancellationTokenSource? _looking;

    /// <summary>An address to begin with, from a link elsewhere.</summary>
    [SupplyParameterFromQuery(Name = "url")]
    public string? Url { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ActorQueries Actors { get; set; } = null!;

    [Inject]
    private IngestionQueries Jobs { get; set; } = null!;

    [Inject]
    private CredentialVault Vault { get; set; } = null!;

    [Inject]
    private SourcePreviewQueries Previews { get; set; } = null!;

    [Inject]
    private UploadParts Uploads { get; set; } = null!;

    [Inject]
    private SampleUpload Sample { get; set; } = null!;

    [Inject]
    private StartIngestion Start { get; set; } = null!;

    [Inject]
    private AcceptTerms Accept { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private Actor? Actor { get; set; }

    private IReadOnlyList<KeyValuePair<long, string>> Teams { get; set; } = [];

    private IReadOnlyList<SourceKind> Kinds =>
        Actor is { IsAdministrator: true } ? [SourceKind.Url, SourceKind.Upload, SourceKind.ServerPath] : [SourceKind.Url, SourceKind.Upload];

    private SourceKind Kind { get; set; }

    private string Location { get; set; } = "";

    private ChoiceDraft Part { get; } = new();

    private long CredentialId { get; set; }

    private IReadOnlyList<StoredCredential> Credentials { get; set; } = [];

    private IngestionSource Wanted => new()
    {
        Kind = Kind,
        Location = Location,
        ChoiceJson = Kind == SourceKind.Url ? Part.Read()?.ToJson() : null,
        CredentialId = Kind == SourceKind.Url && CredentialId > 0 ? CredentialId : null,
    };

    private IngestionSource? Uploaded { get; set; }

    private string? Name { get; set; }

    private long TeamId { get; set; }

    private SourcePreview? Preview { get; set; }

    private Refusal? SourceRefusal { get; set; }

    private string? FormError { get; set; }

    private bool IsAccepted { get; set; }

    private bool IsLooking { get; set; }

    private bool IsStarting { get; set; }

    private bool IsMaking { get; set; }

    private bool IsBusy => IsStarting || IsMaking;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Actor = await Actors.OfAsync((await Authentication).User, Left);
        Teams = await Jobs.TeamsAsync(Actor, Left);
        if (Actor.UserId is { } me)
            Credentials = await Vault.ListAsync(me, Left);
        if (Url is { Length: > 0 } url && Actor.MayWork)
        {
            Location = url;
            if (RendererInfo.IsInteractive)
                await LookAsync(TimeSpan.Zero);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _looking?.Dispose();
        base.Dispose(isDisposing);
    }

    private void Choose(SourceKind kind)
    {
        if (Kind == kind)
            return;

        Forget();
        Kind = kind;
        Location = "";
        Uploaded = null;
    }

    private Task TypeAsync() => LookAsync(TypingPause);

    private Task ChooseAsync((string Field, string Value) change)
    {
        Part.Set(change.Field, change.Value);
        return LookAsync(TypingPause);
    }

    private Task UnlockAsync(ChangeEventArgs change)
    {
        CredentialId = long.TryParse(change.Value as string, System.Globalization.CultureInfo.InvariantCulture, out long id) ? id : 0;
        return LookAsync(TimeSpan.Zero);
    }

    // Asks once the typing rests; what is typed meanwhile makes the older question void.
    private async Task LookAsync(TimeSpan pause)
    {
        Forget();
        if (Part.Read() is null || string.IsNullOrWhiteSpace(Location))
            return;

        _looking = CancellationTokenSource.CreateLinkedTokenSource(Left);
        CancellationToken mine = _looking.Token; // the source may be gone when a wait ends, the token never is
        IsLooking = true;
        try
        {
            await Task.Delay(pause, Clock, mine);
            SourcePreview preview = await Previews.LookAsync(Actor!, Wanted, mine);
            mine.ThrowIfCancellationRequested();
            SourceRefusal = preview.Refusal;
            Preview = preview.Refusal is null ? preview : null;
            IsLooking = false;
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return; // typed on, or left
        }
    }

    private void Forget()
    {
        _looking?.Cancel();
        _looking?.Dispose();
        _looking = null;
        IsLooking = false;
        Preview = null;
        IsAccepted = false;
        SourceRefusal = null;
        FormError = null;
    }

    private void Take(IngestionSource? uploaded)
    {
        Uploaded = uploaded;
        SourceRefusal = null;
    }

    private async Task StartAsync()
    {
        if (IsBusy)
            return;

        IngestionSource source = Kind == SourceKind.Upload ? Uploaded ?? new() { Kind = Kind } : Wanted;
        if (source.Location.Trim().Length == 0)
        {
            FormError = Kind == SourceKind.Upload ? null : T["Add.Choose"].Value;
            SourceRefusal = Kind == SourceKind.Upload ? new(DoorCodes.SourceMissing, T["Add.ChooseFile"].Value) : null;
            return;
        }

        if (Kind == SourceKind.Url && Part.Read() is null)
        {
            SourceRefusal = new(DoorCodes.ChoiceInvalid, T["Part.Fault"].Value);
            return;
        }

        if (Preview is { AsksForAcceptance: true } && !IsAccepted)
        {
            SourceRefusal = new(LicenceGate.NotAccepted, T["Terms.Missing"].Value);
            return;
        }

        IsStarting = true;
        try
        {
            if (Preview is { AsksForAcceptance: true, Fingerprint: { } shown })
            {
                (_, Refusal? changed) = await Accept.RunAsync(Actor!, source, shown, Left);
                if (changed is not null)
                {
                    SourceRefusal = changed;
                    return;
                }
            }

            Forget();
            await OrderAsync(source, Name);
        }
        finally
        {
            IsStarting = false;
        }
    }

    private async Task StartSampleAsync()
    {
        IsMaking = true;
        StateHasChanged();
        try
        {
            StoredUpload sample = await Sample.RunAsync(Actor!, Left);
            if (sample.Refusal is { } refusal)
                SourceRefusal = refusal;
            else
                await OrderAsync(sample.Source, Name is { Length: > 0 } name ? name : T["Sample.Name"]);
        }
        finally
        {
            IsMaking = false;
        }
    }

    private async Task OrderAsync(IngestionSource source, string? name)
    {
        StartedIngestion started = await Start.RunAsync(Actor!, new(source) { Name = name, TeamId = TeamId == 0 ? null : TeamId }, Left);
        SourceRefusal = started.Refusal;
        if (started.Id is not null && source.Blob is { } blob)
            await Uploads.ForgetAsync(Actor!, blob, Left);
        if (started.Id is { } id)
            Navigation.NavigateTo($"/jobs/{id}");
    }
}
