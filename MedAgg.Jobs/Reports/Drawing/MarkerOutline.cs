namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>The outline of a point of data.</summary>
internal static class MarkerOutline
{
    private const int CircleCorners = 24;

    /// <summary>Corners in order; forms of one radius look equally big.</summary>
    public static IReadOnlyList<Place> Of(Marker marker) => Of(marker, marker.Radius);

    public static IReadOnlyList<Place> Of(Marker marker, double radius)
    {
        (double x, double y) = (marker.At.X, marker.At.Y);
        return marker.Form switch
        {
            MarkerForm.Square => [new(x - radius * 0.9, y - radius * 0.9), new(x + radius * 0.9, y - radius * 0.9), new(x + radius * 0.9, y + radius * 0.9), new(x - radius * 0.9, y + radius * 0.9)],
            MarkerForm.Triangle => [new(x, y - radius * 1.2), new(x + radius * 1.1, y + radius * 0.8), new(x - radius * 1.1, y + radius * 0.8)],
            MarkerForm.Diamond => [new(x, y - radius * 1.25), new(x + radius * 1.25, y), new(x, y + radius * 1.25), new(x - radius * 1.25, y)],
            _ => [.. Enumerable.Range(0, CircleCorners).Select(i => new Place(x + radius * Math.Cos(i * 2 * Math.PI / CircleCorners), y + radius * Math.Sin(i * 2 * Math.PI / CircleCorners)))],
        };
    }
}
