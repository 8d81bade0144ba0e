using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Where a form leads back to: never to another site.</summary>
public static class ReturnAddress
{
    /// <summary>The address when it is a path of this site, else the start page.</summary>
    public static string Safe(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";

    /// <summary>The address without <c>culture</c>, which would overrule the language that was just chosen.</summary>
    public static string WithoutCulture(string address)
    {
        int question = address.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return address;

        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(address[question..]);
        query.Remove("culture");
        query.Remove("ui-culture");
        return QueryHelpers.AddQueryString(address[..question], query);
    }
}
