using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments;

/// <summary>The arrays of an experiment as one task sees them.</summary>
/// <param name="All">Every array; those that the task does not know have label 0 and are in no part.</param>
/// <param name="Training">Places of the training part.</param>
/// <param name="Validation">Places of the validation part.</param>
/// <param name="Test">Places of the test part.</param>
internal sealed record TrainingSet(ByteImages All, IReadOnlyList<int> Training, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    public static TrainingSet Of(CaseSet set, PreparedSet prepared, SplitResult split, byte[] arrays, TaskStep task)
    {
        bool?[] labels = [.. prepared.Cases.Select(one => set.Images[one.Case].Labels.TryGetValue(task.Name, out bool label) ? label : (bool?)null)];
        Outcome<ByteImages> all = ByteImages.Of(new(prepared.Size, prepared.Size, 1), arrays, [.. labels.Select(label => label == true ? 1 : 0)]);
        if (!all.IsDone)
            throw new RefusedException(all.Refusal.Code, all.Refusal.Message);
        return new(all.Value, Of(SplitPart.Training), Of(SplitPart.Validation), Of(SplitPart.Test));

        int[] Of(SplitPart part)
        {
            int[] places = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] is not null && split.Parts[i] == part)];
            if (places.Select(i => labels[i]).Distinct().Count() < 2)
                throw new RefusedException("TASK_ONE_CLASS", $"Task {task.Name} has {places.Length} images of only one class in the {part.ToString().ToLowerInvariant()} part; more patients or other shares are needed.");
            return places;
        }
    }

    public IImageSource TrainingImages() => new Chosen(All, Training);

    public IImageSource ValidationImages() => new Chosen(All, Validation);

    private sealed class Chosen(ByteImages all, IReadOnlyList<int> places) : IImageSource
    {
        public TensorShape Shape => all.Shape;

        public int Count => places.Count;

        public int Label(int index) => all.Label(places[index]);

        public void Read(int index, Span<float> values) => all.Read(places[index], values);
    }
}
