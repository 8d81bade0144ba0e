using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Commands;

/// <summary>A file of limits that a command is told by <c>--limits</c>.</summary>
internal static class LimitsFile
{
    public static Option<string?> Option() => new("--limits") { Description = "Limits from a JSON file instead of the defaults.", HelpName = "FILE" };

    /// <param name="path">The file.</param>
    /// <param name="read">Makes limits of its JSON.</param>
    /// <exception cref="RefusedException"><c>LIMITS_INVALID</c>: it cannot be read, or is no JSON of limits.</exception>
    public static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new RefusedException(new Refusal("LIMITS_INVALID", $"{path}: {exception.Message}"), exception);
        }
    }
}
