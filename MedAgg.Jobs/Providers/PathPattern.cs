using System.Text;
using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Providers;

/// <summary>A pattern over paths: <c>*</c> and <c>?</c> stay inside a folder, <c>**</c> does not; without <c>/</c> it is about the file name at any depth. Case does not count.</summary>
public sealed class PathPattern
{
    private readonly Regex _regex;
    private readonly bool _isAboutName;

    public PathPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        string text = pattern.Trim().TrimStart('/');
        _isAboutName = !text.Contains('/', StringComparison.Ordinal);
        // A folder named with its slash means all below it.
        if (text.EndsWith('/'))
            text += "**";
        // Without backtracking no pattern can take more than linear time.
        _regex = new(Translate(text), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _regex.IsMatch(_isAboutName ? path[(path.LastIndexOf('/') + 1)..] : path);
    }

    private static string Translate(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                i++;
                if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                {
                    i++;
                    regex.Append("(?:.*/)?");
                }
                else
                {
                    regex.Append(".*");
                }
            }
            else
            {
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
            }
        }

        return regex.Append('$').ToString();
    }
}
