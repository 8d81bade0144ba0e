using Microsoft.JSInterop;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Carries a visitor's basket between his cookie and the parts of a page that show it.</summary>
public sealed class BasketKeeper(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Raised after the basket changed on this page.</summary>
    public event Action? Changed;

    public Basket Basket { get; private set; } = Basket.Empty;

    /// <summary>Takes the basket of a request or of an earlier rendering, before there is a browser to ask.</summary>
    public void Begin(string? cookie) => Basket = Basket.Parse(cookie);

    /// <summary>Asks the browser: another page or tab may have changed the cookie.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./js/basket.js");
        Put(Basket.Parse(await _module.InvokeAsync<string?>("read", cancellationToken, Basket.Cookie)));
    }

    public async Task ToggleAsync(string slug, CancellationToken cancellationToken) => await WriteAsync(Basket.Toggle(slug), cancellationToken);

    public async Task ClearAsync(CancellationToken cancellationToken) => await WriteAsync(Basket.Empty, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_module is null)
            return;
        try
        {
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            _module = null; // the browser has gone, and the module with it
        }
    }

    private async Task WriteAsync(Basket basket, CancellationToken cancellationToken)
    {
        Put(basket);
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./js/basket.js");
        await _module.InvokeVoidAsync("write", cancellationToken, Basket.Cookie, basket.ToString());
    }

    private void Put(Basket basket)
    {
        if (basket.ToString() == Basket.ToString())
            return;
        Basket = basket;
        Changed?.Invoke();
    }
}
