using System.Globalization;
using System.Text.RegularExpressions;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// What the name of an array in a set of arrays means: <c>train_images</c> and <c>train_labels</c> as MedMNIST writes them, <c>x_train</c> and
/// <c>y_train</c> as Keras does. The words in front or behind are the partition that the source gives.
/// </summary>
internal sealed partial record ArrayName(bool IsLabels, string Part)
{
    /// <returns>Null for a name that says neither.</returns>
    public static ArrayName? Of(string path)
    {
        string stem = SourcePath.Of(path).Stem;
        Match match = Images().Match(stem) is { Success: true } images ? images : Labels().Match(stem);
        if (!match.Success)
            return null;
        string part = match.Groups["part"].Value;
        return part.Length > 0 && SplitFolders.Of(part) is null ? null : new(match.Groups["labels"].Success, part.ToLower(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?:(?<part>[a-z]+)_)?(?:images?|imgs?|x|data)$|^(?:images?|imgs?|x|data)_(?<part>[a-z]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Images();

    [GeneratedRegex(@"^(?:(?<part>[a-z]+)_)?(?<labels>labels?|y|targets?)$|^(?<labels>labels?|y|targets?)_(?<part>[a-z]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Labels();
}
