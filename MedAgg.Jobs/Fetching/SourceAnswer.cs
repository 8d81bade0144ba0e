using System.Text;
using System.Text.Json;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>The whole answer of a source to a question: a listing, a description, a page. Any status: the caller may know more of it than <see cref="Refusal"/> says.</summary>
public sealed record SourceAnswer : IDisposable
{
    private JsonDocument? _json;

    /// <summary>HTTP status; 0 when nothing was answered.</summary>
    public int Status { get; init; }

    /// <summary>Where the redirects ended; null when nothing was answered.</summary>
    public Uri? Url { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Header names in any case, several values joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Why there is nothing to read; null for 200.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>A 200 with no byte: some sources mean an empty list by it.</summary>
    public bool IsEmpty => Body.Length == 0;

    public string Text => Encoding.UTF8.GetString(Body.Span).TrimStart('\uFEFF');

    /// <summary>The header's value; null without it.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>The body as JSON, also that of an error; an undefined element when it is none (a web page, nothing, broken).</summary>
    public JsonElement Json
    {
        get
        {
            if (_json is null && !TryParse(Body, out _json))
                return default;
            return _json!.RootElement;
        }
    }

    public void Dispose() => _json?.Dispose();

    private static bool TryParse(ReadOnlyMemory<byte> body, out JsonDocument? json)
    {
        json = null;
        if (body.Length == 0)
            return false;
        try
        {
            json = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, new() { MaxDepth = 64 });
            return true;
        }
        catch (JsonException)
        {
            return false; // the caller says what was expected
        }
    }
}
