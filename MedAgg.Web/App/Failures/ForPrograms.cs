namespace MedAgg.Web.App.Failures;

/// <summary>Addresses that programs ask, not people: they get statuses and JSON instead of pages.</summary>
internal static class ForPrograms
{
    public static bool Is(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/health");
}
