namespace MedAgg.Jobs.Inspection;

/// <summary>Partitions that a source gives by folder names.</summary>
public static class SplitFolders
{
    public const string What = "split";

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = "train",
        ["training"] = "train",
        ["trainset"] = "train",
        ["train_set"] = "train",
        ["training_set"] = "train",
        ["imagesTr"] = "train",
        ["labelsTr"] = "train",
        ["val"] = "val",
        ["valid"] = "val",
        ["validation"] = "val",
        ["dev"] = "val",
        ["imagesVal"] = "val",
        ["labelsVal"] = "val",
        ["test"] = "test",
        ["testing"] = "test",
        ["testset"] = "test",
        ["test_set"] = "test",
        ["imagesTs"] = "test",
        ["labelsTs"] = "test",
        ["обучение"] = "train",
        ["обучающая"] = "train",
        ["валидация"] = "val",
        ["валидационная"] = "val",
        ["тест"] = "test",
        ["тестовая"] = "test",
    };

    /// <summary>train, val or test; null when the word means none of them.</summary>
    public static string? Of(string word) => Words.GetValueOrDefault(word.Trim());

    /// <summary>The partition that the innermost telling folder names; null when none does.</summary>
    public static Detection? Find(SourcePath path)
    {
        string? folder = path.Folders.LastOrDefault(name => Of(name) is not null);
        return folder is null ? null : new(What, Of(folder)!, Confidences.FolderWord, $"folder {folder}");
    }
}
