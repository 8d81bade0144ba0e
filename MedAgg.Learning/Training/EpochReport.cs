namespace MedAgg.Learning.Training;

/// <summary>What one epoch did.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Epochs">Most epochs of the run.</param>
/// <param name="TrainingLoss">Mean over the epoch's batches, in training mode.</param>
/// <param name="ValidationLoss">On the whole validation part; null when there is none.</param>
/// <param name="ValidationAuc">On validation, macro for several classes; null when a class is missing.</param>
/// <param name="LearningRate">Rate of the epoch's last step.</param>
/// <param name="IsBest">True when it is the best so far.</param>
public sealed record EpochReport(int Epoch, int Epochs, double TrainingLoss, double? ValidationLoss, double? ValidationAuc, float LearningRate, bool IsBest);
