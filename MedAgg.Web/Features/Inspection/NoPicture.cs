using System.Net;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The neutral picture that stands where a file cannot be drawn: black as every well, with the reason in words.</summary>
internal static class NoPicture
{
    public static string Draw(string says, string code) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192" role="img" aria-label="{WebUtility.HtmlEncode(says)}"><rect width="192" height="192" fill="#000"/><g fill="#9aa7b1" font-family="'Segoe UI','Noto Sans','DejaVu Sans',sans-serif" text-anchor="middle"><text x="96" y="92" font-size="14">{WebUtility.HtmlEncode(says)}</text><text x="96" y="112" font-size="9" font-family="'DejaVu Sans Mono',monospace">{WebUtility.HtmlEncode(code)}</text></g></svg>
        """;
}
