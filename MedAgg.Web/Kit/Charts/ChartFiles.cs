using Microsoft.JSInterop;

namespace MedAgg.Web.Kit.Charts;

/// <summary>Hands a text that the server made to the browser as a file.</summary>
internal static class ChartFiles
{
    public static async Task SaveAsync(IJSRuntime js, string module, string name, string mediaType, string text, CancellationToken cancellationToken)
    {
        await using IJSObjectReference chart = await js.InvokeAsync<IJSObjectReference>("import", cancellationToken, module);
        await chart.InvokeVoidAsync("save", cancellationToken, name, mediaType, text);
    }

    /// <summary>The title as a file name: letters and digits of any script, hyphens between.</summary>
    public static string NameOf(string title)
    {
        string[] words = new string([.. title.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "chart" : string.Join('-', words);
    }
}
