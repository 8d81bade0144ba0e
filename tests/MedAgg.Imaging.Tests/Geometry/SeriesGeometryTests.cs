using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;

namespace MedAgg.Imaging.Tests.Geometry;

public sealed class SeriesGeometryTests
{
    [Fact]
    public void Shuffled_slices_become_one_volume_in_order_of_position()
    {
        SeriesGroup group = Single([Slice(1, 5), Slice(2, 0), Slice(3, 2.5)]);
        SeriesVolume volume = Assert.Single(group.Volumes);
        Assert.Equal(["2", "3", "1"], volume.Keys);
        Assert.Equal(2.5, volume.SpacingMm);
        Assert.Equal([SeriesFinding.InstanceOrderDiffersFromPosition], group.Findings);
        Assert.Equal(Dimensionality.Volume3D, group.Dimensionality);
    }

    [Fact]
    public void Missing_slice_is_a_gap()
    {
        SeriesGroup group = Single([Slice(1, 0), Slice(2, 2), Slice(3, 4), Slice(5, 8), Slice(6, 10)]);
        SeriesVolume volume = Assert.Single(group.Volumes);
        Assert.Equal([new SliceGap(2, 4, 1)], volume.Gaps);
        Assert.Contains(SeriesFinding.MissingSlices, group.Findings);
        Assert.False(volume.IsUniform);
    }

    [Fact]
    public void Copies_at_one_position_are_set_apart()
    {
        SeriesGroup group = Single([Slice(1, 0), Slice(2, 2), Slice(3, 4), Slice(4, 4)]);
        Assert.Equal(["1", "2", "3"], Assert.Single(group.Volumes).Keys);
        Assert.Equal(["4"], group.Planes);
        Assert.Contains(SeriesFinding.DuplicatePositions, group.Findings);
    }

    [Fact]
    public void Positions_that_repeat_with_acquisitions_are_4d()
    {
        SeriesGroup group = Single([.. Enumerable.Range(0, 9).Select(i => Slice(i + 1, i % 3, acquisition: i / 3))]);
        Assert.Equal(Dimensionality.Volume4D, group.Dimensionality);
        Assert.Equal(3, Assert.Single(group.Volumes).TimePoints);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9"], group.Volumes[0].Keys);
    }

    public static TheoryData<string, Func<SliceFacts, int, SliceFacts>> Repetitions => new()
    {
        { "temporal position", (slice, turn) => slice with { TemporalPosition = turn } },
        { "acquisition time", (slice, turn) => slice with { AcquisitionTime = $"10203{turn}" } },
        { "echo", (slice, turn) => slice with { EchoTimeMs = 10 * turn } },
        { "trigger", (slice, turn) => slice with { TriggerTimeMs = 10 * turn } },
        { "b-value", (slice, turn) => slice with { DiffusionBValue = 500 * turn } },
    };

    [Theory]
    [MemberData(nameof(Repetitions))]
    public void Positions_that_repeat_with_another_value_are_4d(string axis, Func<SliceFacts, int, SliceFacts> differ)
    {
        SeriesGroup group = Single(Enumerable.Range(0, 8).Select(i => differ(Slice(i + 1, i % 4), i / 4)));
        Assert.True(Assert.Single(group.Volumes).TimePoints == 2, axis);
        Assert.Equal("4d", group.Dimensionality.Name());
    }

    [Fact]
    public void Positions_that_repeat_without_a_reason_are_copies()
    {
        SeriesGroup group = Single(Enumerable.Range(0, 8).Select(i => Slice(i + 1, i % 4)));
        Assert.Equal(["1", "2", "3", "4"], Assert.Single(group.Volumes).Keys);
        Assert.Contains(SeriesFinding.DuplicatePositions, group.Findings);
        Assert.Equal("3d", group.Dimensionality.Name());
    }

    [Fact]
    public void Localizer_does_not_disturb_the_volume()
    {
        SliceFacts localizer = Slice(9, 0) with { ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"], Orientation = [1, 0, 0, 0, 0, -1] };
        SeriesGroup group = Single([Slice(1, 0), Slice(2, 1), Slice(3, 2), localizer]);
        Assert.Equal(3, Assert.Single(group.Volumes).Keys.Count);
        Assert.Equal(["9"], group.Planes);
        Assert.Equal([SeriesFinding.LocalizerSetApart], group.Findings);
    }

    [Fact]
    public void One_uid_for_two_patients_makes_two_groups()
    {
        IReadOnlyList<SeriesGroup> groups = SeriesGeometry.Group([Slice(1, 0), Slice(2, 1), Slice(3, 0) with { PatientId = "B" }, Slice(4, 1) with { PatientId = "B" }]);
        Assert.Equal(2, groups.Count);
        Assert.All(groups, g => Assert.Contains(SeriesFinding.SeveralPatients, g.Findings));
    }

    [Theory]
    [InlineData("MG", 4, 1, "2d-multiview")]
    [InlineData("DX", 1, 1, "2d")]
    [InlineData("CR", 3, 1, "2d-multiview")]
    [InlineData("US", 1, 30, "cine")]
    [InlineData("US", 3, 1, "2d-multiview")]
    [InlineData("XA", 1, 60, "cine")]
    [InlineData("CT", 1, 1, "2d")]
    [InlineData("CT", 2, 1, "2d-multiview")]
    [InlineData("CT", 3, 1, "3d")]
    [InlineData("MR", 1, 24, "cine")]
    [InlineData("MG", 1, 40, "cine")]
    [InlineData("SM", 1, 24, "wsi")]
    public void Dimensionality_follows_the_dashboard_s_definition(string modality, int files, int frames, string expected)
    {
        SeriesGroup group = Single([.. Enumerable.Range(0, files).Select(i => Slice(i + 1, i) with { Modality = modality, Frames = frames })]);
        Assert.Equal(expected, group.Dimensionality.Name());
    }

    [Fact]
    public void Mixed_matrices_do_not_stack_together()
    {
        SeriesGroup group = Single([Slice(1, 0), Slice(2, 1), Slice(3, 2), Slice(4, 3) with { Rows = 128 }]);
        Assert.Equal(3, Assert.Single(group.Volumes).Keys.Count);
        Assert.Contains(SeriesFinding.MixedMatrices, group.Findings);
    }

    private static SeriesGroup Single(IEnumerable<SliceFacts> slices) => Assert.Single(SeriesGeometry.Group(slices));

    private static SliceFacts Slice(int number, double z, int? acquisition = null) => new()
    {
        Key = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Kind = FileKind.Dicom,
        PatientId = "A",
        SeriesInstanceUid = "1.2",
        SopInstanceUid = $"1.2.{number}",
        Modality = "CT",
        Columns = 512,
        Rows = 512,
        InstanceNumber = number,
        AcquisitionNumber = acquisition,
        Orientation = [1, 0, 0, 0, 1, 0],
        Position = [0, 0, z],
        ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"],
    };
}
