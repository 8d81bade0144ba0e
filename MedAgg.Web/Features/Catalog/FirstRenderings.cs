using Microsoft.Extensions.Caching.Memory;

namespace MedAgg.Web.Features.Catalog;

/// <summary>
/// Hands what a page read for its first rendering to its circuit, so that nothing is read twice and nothing flickers. Only a key travels through the
/// browser: the state of a page with results would not fit the 32 KiB that a circuit takes. A circuit on another node finds nothing and reads again.
/// </summary>
public sealed class FirstRenderings : IDisposable
{
    private const int MostKept = 500;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <returns>A key that nobody can guess.</returns>
    public string Keep(object value)
    {
        string key = Guid.NewGuid().ToString("N");
        _kept.Set(key, value, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });
        return key;
    }

    /// <summary>Gives a value out, once; null when it is gone or of another kind.</summary>
    public T? Take<T>(string? key)
        where T : class
    {
        if (key is null || !_kept.TryGetValue(key, out T? value))
            return null;
        _kept.Remove(key);
        return value;
    }

    /// <inheritdoc />
    public void Dispose() => _kept.Dispose();
}
