using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Who finds a dataset, in the words of <see cref="Domain.Search.IndexEntry.Audience"/>.</summary>
public static class Audience
{
    public static string? Of(Visibility visibility, Guid? ownerId, long? teamId) => visibility switch
    {
        Visibility.Public => null,
        Visibility.Team when teamId is { } team => OfTeam(team),
        _ => ownerId is { } owner ? OfUser(owner) : "nobody",
    };

    public static string OfTeam(long teamId) => $"team:{teamId}";

    public static string OfUser(Guid userId) => $"user:{userId:N}";
}
