using System.ComponentModel.DataAnnotations;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Settings of the account pages, section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Posts to sign-in, sign-up and password pages that one address may send in a minute. Default 10.</summary>
    [Range(1, 100_000)]
    public int PostsPerMinute { get; init; } = 10;
}
