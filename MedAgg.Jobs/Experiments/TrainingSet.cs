using MedAgg.Domain.Refusals;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments;

/// <summary>The arrays of an experiment as the tasks of one group see them.</summary>
/// <param name="All">Every array; those that the tasks do not know have label 0 and are in no part.</param>
/// <param name="Training">Places of the training part.</param>
/// <param name="Validation">Places of the validation part.</param>
/// <param name="Test">Places of the test part.</param>
internal sealed record TrainingSet(ByteImages All, IReadOnlyList<int> Training, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    public static TrainingSet Of(CaseSet set, PreparedSet prepared, SplitResult split, byte[] arrays, TaskGroup group)
    {
        int?[] labels = [.. prepared.Cases.Select(one => group.LabelOf(set.Images[one.Case]))];
        Outcome<ByteImages> all = ByteImages.Of(new(prepared.Size, prepared.Size, prepared.Channels), arrays, [.. labels.Select(label => label ?? 0)]);
        if (!all.IsDone)
            throw new RefusedException(all.Refusal.Code, all.Refusal.Message);
        TrainingSet made = new(all.Value, Of(SplitPart.Training), Of(SplitPart.Validation), Of(SplitPart.Test));
        for (int label = 0; label < group.Outputs && group.HasClasses; label++)
        {
            if (made.Training.All(i => labels[i] != label))
                throw new RefusedException("TASK_CLASS_MISSING", $"Task {group.Name} has no image of class '{group.Tasks[label].PositiveName}' in the training part; leave the class out, or give the part more patients.");
        }

        return made;

        int[] Of(SplitPart part)
        {
            int[] places = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] is not null && split.Parts[i] == part)];
            if (places.Select(i => labels[i]).Distinct().Count() < 2)
                throw new RefusedException("TASK_ONE_CLASS", $"Task {group.Name} has {places.Length} images of only one class in the {part.ToString().ToLowerInvariant()} part; more patients or other shares are needed.");
            return places;
        }
    }

    public IImageSource TrainingImages() => new SelectedImages(All, Training);

    public IImageSource ValidationImages() => new SelectedImages(All, Validation);
}
