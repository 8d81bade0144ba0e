using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Tests.Inspection;

public sealed class ViewNameTests
{
    [Theory]
    [InlineData("mlo", null, null, "MLO")]
    [InlineData("CC", "399368009", "medio-lateral oblique", "CC")]
    [InlineData("", "399162004", "cranio-caudal", "CC")]
    [InlineData(null, "399368009", null, "MLO")]
    [InlineData(null, "R-10242", "cranio-caudal", "CC")]
    [InlineData(" ", "R-10226", "", "MLO")]
    [InlineData(null, "none of the list", "Medio-Lateral Oblique", "MLO")]
    [InlineData(null, null, "Cranio-caudal exaggerated laterally", "XCCL")]
    [InlineData(null, "399348003", "postero-anterior", "PA")]
    [InlineData(null, "1", "Swimmer's", "SWIMMER'S")]
    [InlineData(null, "1", null, null)]
    [InlineData(null, null, null, null)]
    public void The_view_is_what_the_file_says_first_by_word_then_by_code_then_by_meaning(string? position, string? code, string? meaning, string? view) =>
        Assert.Equal(view, ViewName.Of(new DicomFacts { ViewPosition = position, ViewCode = code, ViewMeaning = meaning }));
}
