namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>Cuts a line into dashes.</summary>
internal static class Dashes
{
    public static IReadOnlyList<IReadOnlyList<Place>> Of(IReadOnlyList<Place> points, IReadOnlyList<double> pattern)
    {
        if (pattern.Count == 0 || pattern.Sum() <= 0)
            return [points];
        List<IReadOnlyList<Place>> dashes = [];
        List<Place> dash = [points[0]];
        int at = 0;
        double left = pattern[0];
        for (int i = 1; i < points.Count; i++)
        {
            Place from = points[i - 1];
            double length = Math.Sqrt(Math.Pow(points[i].X - from.X, 2) + Math.Pow(points[i].Y - from.Y, 2));
            double done = 0;
            while (length - done > left)
            {
                done += left;
                Place cut = new(from.X + (points[i].X - from.X) * done / length, from.Y + (points[i].Y - from.Y) * done / length);
                if (at % 2 == 0)
                    dashes.Add([.. dash, cut]);
                dash = [cut];
                at++;
                left = pattern[at % pattern.Count];
            }

            left -= length - done;
            dash.Add(points[i]);
        }

        if (at % 2 == 0 && dash.Count > 1)
            dashes.Add(dash);
        return dashes;
    }
}
