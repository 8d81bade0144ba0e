using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>One file on its way: the browser sends its pieces over HTTP, everything that is decided about it is decided here.</summary>
public sealed partial class UploadBox
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _left = new();
    private ElementReference _zone;
    private ElementReference _input;
    private IJSObjectReference? _script;
    private IJSObjectReference? _sender;
    private DotNetObjectReference<UploadBox>? _self;
    private Throughput _speed = new();

    private enum UploadState
    {
        Empty,
        Sending,
        Storing,
        Stored,
    }

    [Parameter]
    [EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>The team that it is for; null for the person.</summary>
    [Parameter]
    public long? TeamId { get; set; }

    /// <summary>The stored upload as a source; null when another file was chosen and is on its way.</summary>
    [Parameter]
    public EventCallback<IngestionSource?> Taken { get; set; }

    [Inject]
    private UploadParts Parts { get; set; } = null!;

    [Inject]
    private UploadStore Store { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private UploadState State { get; set; }

    private bool IsBusy => State is UploadState.Sending or UploadState.Storing;

    private UploadProgress? Current { get; set; }

    // The connection broke and the browser tries again.
    private bool IsWaiting { get; set; }

    private string? Sha256 { get; set; }

    private Refusal? Refusal { get; set; }

    // What was sent earlier and is not used yet.
    private IReadOnlyList<UploadProgress> Kept { get; set; } = [];

    private string Pace
    {
        get
        {
            if (IsWaiting)
                return T.Say("Upload.Waiting", Format.Bytes(Current!.Received));
            if (_speed.BytesPerSecond(Clock.GetUtcNow(), Recent) is not { } rate || rate < 1)
                return "";
            TimeSpan left = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((Current!.Size - Current.Received) / rate)));
            return T.Say("Upload.Pace", Format.BytesPerSecond(rate), TimeFormat.Duration(left));
        }
    }

    /// <summary>A file was chosen.</summary>
    /// <param name="modified">When the browser says that it was changed last, in milliseconds of 1970.</param>
    /// <returns>Where its sending begins; null when it is not taken.</returns>
    [JSInvokable]
    public async Task<UploadProgress?> BeginAsync(string name, long size, long modified)
    {
        if (IsBusy)
            return null;
        (State, Sha256, IsWaiting, _speed) = (UploadState.Sending, null, false, new());
        (Current, Refusal) = await Parts.BeginAsync(Actor, new(name, size) { Modified = modified, TeamId = TeamId }, _left.Token);
        if (Current is null)
            State = UploadState.Empty;
        await Taken.InvokeAsync(null);
        StateHasChanged();
        return Current;
    }

    /// <summary>Some bytes are there, or the connection broke and the browser waits.</summary>
    [JSInvokable]
    public void Send(long received, bool isWaiting)
    {
        if (State != UploadState.Sending)
            return;
        Current = Current! with { Received = received };
        IsWaiting = isWaiting;
        _speed.Add(Clock.GetUtcNow(), received, 0);
        StateHasChanged();
    }

    /// <summary>All bytes were sent. The browser says so until it is answered.</summary>
    [JSInvokable]
    public async Task<bool> FinishAsync()
    {
        if (State != UploadState.Sending)
            return true;
        State = UploadState.Storing;
        StateHasChanged();
        StoredUpload stored = await Parts.FinishAsync(Actor, Current!.Id, _left.Token);
        Refusal = stored.Refusal;
        State = stored.Blob is null ? UploadState.Empty : UploadState.Stored;
        Sha256 = stored.Blob?.Sha256;
        await ListAsync();
        if (stored.Blob is not null)
            await Taken.InvokeAsync(stored.Source);
        StateHasChanged();
        return true;
    }

    /// <summary>The browser gave up; what was sent stays.</summary>
    [JSInvokable]
    public async Task FailAsync(string code, string message)
    {
        if (State != UploadState.Sending)
            return;
        (State, Current, Refusal) = (UploadState.Empty, null, new(code, message));
        await ListAsync();
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        try
        {
            if (_sender is not null)
            {
                await _sender.InvokeVoidAsync("dispose");
                await _sender.DisposeAsync();
            }

            if (_script is not null)
                await _script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            _sender = null; // the reader has left: nothing is there to be detached
        }

        _self?.Dispose();
        _left.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => ListAsync();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        _script = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Ingestion/UploadBox.razor.js");
        _sender = await _script.InvokeAsync<IJSObjectReference>("attach", _input, _zone, _self);
    }

    private async Task CancelAsync()
    {
        UploadProgress cancelled = Current!;
        (State, Current) = (UploadState.Empty, null);
        if (_sender is not null)
            await _sender.InvokeVoidAsync("cancel");
        await ForgetAsync(cancelled);
    }

    private async Task UseAsync(UploadProgress upload)
    {
        (State, Current, Refusal) = (UploadState.Sending, upload, null);
        await Taken.InvokeAsync(null);
        await FinishAsync();
    }

    private async Task ForgetAsync(UploadProgress upload)
    {
        await Parts.CancelAsync(Actor, upload.Id, _left.Token);
        await ListAsync();
    }

    private async Task ListAsync() => Kept = await Parts.ListAsync(Actor, _left.Token);
}
