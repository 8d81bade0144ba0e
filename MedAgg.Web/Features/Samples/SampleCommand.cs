using System.CommandLine;
using MedAgg.Imaging.Samples;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Samples;

/// <summary><c>sample</c>: a small synthetic set, so that nobody needs data to try the product.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder to write; made when absent.", DefaultValueFactory = _ => "medagg-sample" };
        var seed = new Option<int>("--seed") { Description = "The same seed writes the same bytes.", DefaultValueFactory = _ => 1 };
        var command = new Command("sample", "Write a small synthetic set: a CT phantom, radiographs, labels.csv, one broken file.") { folder, seed };
        command.SetAction(parsed =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(folder));
            SampleSet.Write(path, parsed.GetValue(seed));
            Console.WriteLine(path);
            return ExitCode.Done;
        });
        return command;
    }
}
