using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.App.Showing;

/// <summary>Made-up numbers for the kit page.</summary>
internal static class KitSamples
{
    private static readonly (string Name, long Count)[] LabelCounts =
    [
        ("No finding", 60361), ("Infiltration", 19894), ("Effusion", 13317), ("Atelectasis", 11559), ("Nodule", 6331), ("Mass", 5782), ("Pneumothorax", 5302),
        ("Consolidation", 4667), ("Pleural thickening", 3385), ("Cardiomegaly", 2776), ("Emphysema", 2516), ("Oedema", 2303), ("Fibrosis", 1686), ("Pneumonia", 1431), ("Hernia", 227),
    ];

    public static IReadOnlyList<AgeBin> Ages { get; } =
        [.. new (int Men, int Women)[] { (120, 140), (160, 190), (260, 330), (480, 420), (840, 780), (980, 1030), (1120, 1180), (1240, 1060), (1480, 1310), (1760, 1660), (1890, 1620), (1850, 1390), (1560, 1080), (1180, 760), (780, 460), (440, 300), (190, 150), (60, 50), (30, 25) }
            .Select((count, i) => new AgeBin(i == 18 ? "90+" : $"{i * 5}-{(i * 5) + 4}", i * 5, count.Men, count.Women))];

    public static ChartData PerPatient { get; } = ChartData.Ordered(
        new long[] { 17600, 4300, 2500, 1650, 1150, 800, 600, 500, 400, 300, 250, 220, 190, 160, 420 }.Select((count, i) => new ChartCount($"{i + 1}", i == 14 ? "15+" : $"{i + 1}", count)), 30805, "");

    public static ChartData Nothing { get; } = ChartData.Ordered([new ChartCount("8", "8", 0)], 0, "");

    public static ChartData Labels(int divisor, string other, string unknown) =>
        ChartData.Ranked([.. LabelCounts.Select(label => new ChartCount(label.Name, label.Name, divisor == 1 ? label.Count : label.Count % 9000)), new ChartCount(null, "", 912)], 112104, other, unknown);

    public static ChartData Thickness(string unknown) => ChartData.Ordered(
        [new("0.5-1", "0.5–1", 12), new("1-1.5", "1–1.5", 233), new("1.5-2", "1.5–2", 71), new("2-2.5", "2–2.5", 8), new("2.5-3", "2.5–3", 140), new("5-5.5", "5–5.5", 45), new(null, "", 19)], 528, unknown);

    public static ChartData Dimensions(string flat, string volume, string unknown) => new()
    {
        Categories = [new("CT", "CT"), new("MR", "MR"), new("DX", "DX")],
        Series = [new("2d", flat, [12, 3, 210]), new("3d", volume, [180, 95, 0]), new("unknown", unknown, [4, 9, 2], CategoryRole.Unknown)],
    };

    public static MatrixData Views(string unknown) => new(
        [new("PA", "PA"), new("AP", "AP"), new("unknown", unknown, CategoryRole.Unknown)],
        [new("M", "M"), new("F", "F"), new("unknown", unknown, CategoryRole.Unknown)],
        [[37460, 29850, 0], [25880, 18930, 41], [0, 0, 3]]);
}
