using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.Tests.Kit.Charts;

public sealed class ColumnLabelsTests
{
    [Theory]
    [InlineData(5, 3, "", 5)]
    [InlineData(12, 7, "", 4)]
    [InlineData(40, 3, "", 8)]
    [InlineData(40, 3, "не указано", 7)]
    [InlineData(2, 9, "unknown", 2)]
    public void Labels_stand_apart_and_unknown_is_always_there(int columns, int length, string unknown, int known)
    {
        List<string> labels = [.. Enumerable.Range(0, columns).Select(_ => new string('8', length))];
        if (unknown.Length > 0)
            labels.Add(unknown);
        bool[] shown = ColumnLabels.Shown(labels, unknown.Length > 0);

        double width = (double)ColumnLabels.Room / labels.Count;
        double right = double.MinValue;
        for (int i = 0; i < labels.Count; i++)
        {
            if (!shown[i])
                continue;
            double middle = (i + 0.5) * width;
            Assert.True(middle - (labels[i].Length / 2.0) > right, $"label {i} touches the one before it");
            right = middle + (labels[i].Length / 2.0);
        }

        Assert.Equal(known, shown.Take(columns).Count(isShown => isShown));
        Assert.True(unknown.Length == 0 || shown[^1]);
    }

    [Fact]
    public void No_columns_have_no_labels() => Assert.Empty(ColumnLabels.Shown([], isUnknown: false));
}
