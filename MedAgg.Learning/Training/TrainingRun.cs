using MedAgg.Learning.Layers;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Training;

/// <summary>A run between its epochs.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly Network _network;
    private readonly TrainingOptions _options;
    private readonly IImageSource _training;
    private readonly IImageSource? _validation;
    private readonly string _runHash;
    private readonly Optimizer _optimizer;
    private readonly Augmentation _augmentation;
    private readonly IReadOnlyList<double>? _classWeights;
    private readonly List<EpochReport> _history = [];
    private readonly long _stepsPerEpoch;
    private readonly float[] _logits;
    private readonly float[] _gradients;
    private PixelScale _scale = new(0, 1);
    private float[] _bestParameters;
    private float[] _bestState;
    private int _bestEpoch;
    private long _step;

    public TrainingRun(Network network, TrainingOptions options, IImageSource training, IImageSource? validation, string runHash)
    {
        _network = network;
        _options = options;
        _training = training;
        _validation = validation;
        _runHash = runHash;
        _optimizer = new Optimizer(network, options.Optimizer);
        _augmentation = new Augmentation(options.Augmentation, network.Spec.Input, options.Seed);
        _classWeights = options.BalancesClasses ? TrainingPlan.BalancedWeights(training, Math.Max(2, network.Outputs)) : options.ClassWeights;
        int batch = network.Options.Images;
        _stepsPerEpoch = TrainingPlan.StepsOfEpoch(training.Count, batch);
        _logits = new float[batch * network.Outputs];
        _gradients = new float[batch * network.Outputs];
        _bestParameters = network.Parameters.ToArray();
        _bestState = network.State.ToArray();
    }

    public IReadOnlyList<EpochReport> History => _history;

    public bool IsFinished => _history.Count >= _options.Epochs || HasLostPatience;

    private bool HasLostPatience => _options.Patience > 0 && _history.Count - _bestEpoch >= _options.Patience;

    public void Start(CancellationToken cancellationToken) => _scale = PixelScale.Of(_training, cancellationToken);

    public Refusal? Resume(Checkpoint checkpoint)
    {
        bool fits = checkpoint.Parameters.Length == _network.ParameterCount && checkpoint.BestParameters.Length == _network.ParameterCount
            && checkpoint.State.Length == _network.State.Length && checkpoint.BestState.Length == _network.State.Length
            && checkpoint.First.Length == _optimizer.First.Length && checkpoint.Second.Length == _optimizer.Second.Length
            && checkpoint.Head.History.Count == checkpoint.Head.Epoch;
        if (!fits || !string.Equals(checkpoint.Head.RunHash, _runHash, StringComparison.Ordinal))
            return new Refusal("CHECKPOINT_OTHER_RUN", "The checkpoint belongs to a run with another network, other options or other data.");
        _network.Load(checkpoint.Parameters, checkpoint.State);
        checkpoint.First.CopyTo(_optimizer.First.Span);
        checkpoint.Second.CopyTo(_optimizer.Second.Span);
        _bestParameters = checkpoint.BestParameters;
        _bestState = checkpoint.BestState;
        _bestEpoch = checkpoint.Head.BestEpoch;
        _step = checkpoint.Head.Step;
        _scale = checkpoint.Head.Scale;
        _history.AddRange(checkpoint.Head.History);
        return null;
    }

    public Checkpoint Snapshot() => new(
        new CheckpointHead(_runHash, _history.Count, _step, _bestEpoch, _scale, _history, []),
        _network.Parameters.ToArray(), _network.State.ToArray(), _optimizer.First.Span.ToArray(), _optimizer.Second.Span.ToArray(), _bestParameters, _bestState);

    /// <summary>Trains one epoch and measures it; a refusal when the loss is no number.</summary>
    public Refusal? Epoch(CancellationToken cancellationToken)
    {
        int epoch = _history.Count;
        int[] order = TrainingPlan.Order(_training.Count, _options.Seed, epoch);
        double sum = 0;
        float rate = 0;
        for (int batch = 0; batch < _stepsPerEpoch; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rate = _options.Optimizer.RateAt(_step, _stepsPerEpoch * _options.Epochs);
            double loss = Step(order, batch, epoch, rate);
            if (!double.IsFinite(loss))
                return new Refusal("TRAINING_LOSS_NOT_FINITE", $"The loss became {loss} in epoch {epoch + 1}, step {batch + 1}: the learning rate {rate} may be too high, or an image holds values that are no numbers.");
            sum += loss;
        }
        (double? validationLoss, double? auc) = Validate(cancellationToken);
        if (validationLoss is { } value && !double.IsFinite(value))
            return new Refusal("TRAINING_LOSS_NOT_FINITE", $"The validation loss became {value} in epoch {epoch + 1}: the learning rate {rate} may be too high.");
        bool isBest = IsBest(validationLoss, auc);
        _history.Add(new EpochReport(epoch + 1, _options.Epochs, sum / _stepsPerEpoch, validationLoss, auc, rate, isBest));
        if (isBest)
        {
            _bestEpoch = epoch + 1;
            _bestParameters = _network.Parameters.ToArray();
            _bestState = _network.State.ToArray();
        }
        return null;
    }

    public TrainedModel Result()
    {
        string final = _network.WeightsHash();
        _network.Load(_bestParameters, _bestState);
        return new TrainedModel(
            _network.Spec, _bestParameters, _bestState, _scale, _options.Seed, _bestEpoch, _history.Count < _options.Epochs, [.. _history],
            _network.WeightsHash(), final);
    }

    public void Dispose() => _optimizer.Dispose();

    private double Step(int[] order, int batch, int epoch, float rate)
    {
        int first = batch * _network.Options.Images;
        int count = Math.Min(_network.Options.Images, _training.Count - first);
        int[] labels = new int[count];
        _network.Pass.Each(Pass.ChunksOf(count), chunk =>
        {
            float[] values = new float[_training.Shape.Elements];
            float[] spare = new float[values.Length];
            for (int i = chunk * Pass.ChunkImages; i < Math.Min(count, (chunk + 1) * Pass.ChunkImages); i++)
            {
                int image = order[first + i];
                _training.Read(image, values);
                _scale.Apply(values);
                _augmentation.Apply(values, spare, epoch, image);
                _network.SetInput(i, values);
                labels[i] = _training.Label(image);
            }
        });
        _network.Forward(count, training: true, _options.Seed, _step);
        int outputs = _network.Outputs;
        for (int i = 0; i < count; i++)
            _network.Logits(i).CopyTo(_logits, i * outputs);
        Span<float> gradients = _gradients.AsSpan(0, count * outputs);
        double loss = Loss.Compute(_logits.AsSpan(0, count * outputs), labels, _classWeights, gradients);
        if (!double.IsFinite(loss))
            return loss;
        _network.Backward(gradients);
        _step++;
        _optimizer.Step(rate, _step);
        return loss;
    }

    private (double? Loss, double? Auc) Validate(CancellationToken cancellationToken)
    {
        if (_validation is null)
            return (null, null);
        IReadOnlyList<float[]> logits = Inference.Logits(_network, _validation, _scale, cancellationToken);
        int[] labels = [.. Enumerable.Range(0, _validation.Count).Select(_validation.Label)];
        float[] flat = [.. logits.SelectMany(l => l)];
        double loss = Training.Loss.Compute(flat, labels, _classWeights, new float[flat.Length]);
        if (!double.IsFinite(loss))
            return (loss, null);
        if (_network.Outputs == 1)
        {
            Outcome<Predictions> predictions = Predictions.Of([.. flat.Select(l => (double)l)], [.. labels.Select(l => l == 1)]);
            return (loss, predictions.IsDone ? RocAuc.Of(predictions.Value) : null);
        }
        Outcome<MultiClass> several = MultiClass.Of(
            [.. logits.Select(row => row.Select(l => (double)l).ToArray())], labels, [.. Enumerable.Range(0, _network.Outputs).Select(k => $"{k}")]);
        return (loss, several.IsDone ? several.Value.MacroAuc : null);
    }

    // Without validation the last epoch counts. Of equal areas the smaller loss wins, then the earlier epoch.
    private bool IsBest(double? loss, double? auc)
    {
        if (loss is null || _bestEpoch == 0)
            return true;
        EpochReport best = _history[_bestEpoch - 1];
        if (_options.Selection == SelectionMetric.Auc && auc is not null && best.ValidationAuc is not null && auc != best.ValidationAuc)
            return auc > best.ValidationAuc;
        return loss < best.ValidationLoss;
    }
}
