using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Storage;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>The shared matrix of addresses to refuse and to allow.</summary>
public sealed class UrlGuardConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_row_of_the_matrix_is_judged_as_stated()
    {
        string[] lines = await File.ReadAllLinesAsync(SharedData.Require("hostile/ssrf-matrix.jsonl"), TestContext.Current.CancellationToken);
        List<string> wrong = [];
        int rows = 0;
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            var row = GuardRow.Read(line);
            UrlJudgement judgement = await GuardRehearsal.JudgeAsync(row, new(), TestContext.Current.CancellationToken);
            rows++;
            if (judgement.Allowed != line.Contains("\"expected\": \"allow\"", StringComparison.Ordinal))
                wrong.Add($"{row.Id} {row.Url}: {judgement.Code} {judgement.Message}");
        }

        output.WriteLine($"{rows - wrong.Count} of {rows}");
        Assert.True(rows > 0);
        Assert.Empty(wrong);
    }
}
