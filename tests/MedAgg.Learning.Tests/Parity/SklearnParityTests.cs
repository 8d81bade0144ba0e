using System.Text.Json;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Parity;

/// <summary>Every metric that scikit-learn has, to 1e-9.</summary>
public sealed class SklearnParityTests
{
    private const double Tolerance = 1e-9;

    private const string Script = """
        import sys, json
        import numpy as np
        from sklearn.metrics import roc_auc_score, average_precision_score, brier_score_loss, confusion_matrix, roc_curve, matthews_corrcoef, f1_score, balanced_accuracy_score, precision_score, recall_score
        a = json.load(sys.stdin)
        y, p, t = np.array(a["truth"]), np.array(a["scores"]), a["threshold"]
        call = p >= t
        false, true, cut = roc_curve(y, p, drop_intermediate=False)
        tn, fp, fn, tp = confusion_matrix(y, call).ravel()
        bins = np.minimum(9, (p * 10).astype(int))
        ece = sum(abs(p[bins == i].sum() - y[bins == i].sum()) for i in range(10)) / len(y)
        def delong(s):
            P, N = s[y == 1], s[y == 0]
            won = (P[:, None] > N[None]) + .5 * (P[:, None] == N[None])
            return won.mean(1), won.mean(0)
        v, w = delong(p)
        q = np.array(a["other"]); v2, w2 = delong(q)
        def pair(a1, b1, a2, b2): return np.cov(a1, a2)[0, 1] / len(a1) + np.cov(b1, b2)[0, 1] / len(b1)
        k = np.array(a["classes"]); s = np.array(a["class_scores"])
        print(json.dumps({"auc": roc_auc_score(y, p), "ap": average_precision_score(y, p), "brier": brier_score_loss(y, p), "ece": ece,
            "mcc": matthews_corrcoef(y, call), "f1": f1_score(y, call), "balanced": balanced_accuracy_score(y, call), "ppv": precision_score(y, call), "sensitivity": recall_score(y, call),
            "tp": int(tp), "fp": int(fp), "tn": int(tn), "fn": int(fn), "youden": float(max(true - false)), "points": len(cut),
            "variance": pair(v, w, v, w), "difference": pair(v, w, v, w) + pair(v2, w2, v2, w2) - 2 * pair(v, w, v2, w2),
            "macro": roc_auc_score(k, s / s.sum(1, keepdims=True), multi_class="ovr"), "macro_f1": f1_score(k, s.argmax(1), average="macro")}))
        """;

    [Theory]
    [InlineData(400, 0)]
    [InlineData(57, 8)]
    [InlineData(900, 25)]
    public async Task Metrics_are_those_of_scikit_learn(int cases, int levels)
    {
        bool[] truth = [.. Enumerable.Range(0, cases).Select(i => HashCounter.Unit(1, (ulong)i) < 0.35)];
        double[] scores = Scores(truth, levels, 2, 0.35);
        double[] other = Scores(truth, levels, 3, 0.2);
        int[] classes = [.. Enumerable.Range(0, cases).Select(i => i % 3)];
        double[][] classScores = [.. Enumerable.Range(0, cases).Select(i => Normalised([.. Enumerable.Range(0, 3).Select(k => HashCounter.Unit(9, (ulong)i, (ulong)k) + (k == classes[i] ? 0.4 : 0.1))]))];
        const double Threshold = 0.45;
        JsonElement theirs = await PythonPeer.RunAsync("sklearn", "python3-sklearn", Script, new
        {
            truth = truth.Select(t => t ? 1 : 0),
            scores,
            other,
            threshold = Threshold,
            classes,
            class_scores = classScores,
        });
        double Theirs(string name) => theirs.GetProperty(name).GetDouble();

        Predictions ours = Predictions.Of(scores, truth).Value!;
        ConfusionMatrix confusion = ConfusionMatrix.At(ours, Threshold);
        Assert.Equal(Theirs("auc"), RocAuc.Of(ours)!.Value, Tolerance);
        Assert.Equal(Theirs("ap"), PrecisionRecall.Average(ours)!.Value, Tolerance);
        Assert.Equal(Theirs("brier"), Calibration.Of(ours)!.Brier, Tolerance);
        Assert.Equal(Theirs("ece"), Calibration.Of(ours)!.ExpectedError, Tolerance);
        Assert.Equal((theirs.GetProperty("tp").GetInt32(), theirs.GetProperty("fp").GetInt32(), theirs.GetProperty("tn").GetInt32(), theirs.GetProperty("fn").GetInt32()),
            (confusion.TruePositives, confusion.FalsePositives, confusion.TrueNegatives, confusion.FalseNegatives));
        Assert.Equal(Theirs("mcc"), confusion.MatthewsCorrelation!.Value, Tolerance);
        Assert.Equal(Theirs("f1"), confusion.F1!.Value, Tolerance);
        Assert.Equal(Theirs("balanced"), confusion.BalancedAccuracy!.Value, Tolerance);
        Assert.Equal(Theirs("ppv"), confusion.PositivePredictiveValue.Value!.Value, Tolerance);
        Assert.Equal(Theirs("sensitivity"), confusion.Sensitivity.Value!.Value, Tolerance);
        Assert.Equal(Theirs("points"), RocCurve.Points(ours).Count);
        ConfusionMatrix chosen = FrozenThreshold.Choose(ours, ThresholdRule.Youden)!.ChosenOn;
        Assert.Equal(Theirs("youden"), chosen.Sensitivity.Value!.Value + chosen.Specificity.Value!.Value - 1, Tolerance);
        Assert.Equal(Theirs("variance"), DeLong.Estimate(ours)!.Variance!.Value, Tolerance);
        Assert.Equal(Theirs("difference"), DeLong.Compare(ours, Predictions.Of(other, truth).Value!)!.Variance!.Value, Tolerance);
        MultiClass several = MultiClass.Of(classScores, classes, ["a", "b", "c"]).Value!;
        Assert.Equal(Theirs("macro"), several.MacroAuc!.Value, Tolerance);
        Assert.Equal(Theirs("macro_f1"), several.MacroF1!.Value, Tolerance);
    }

    private static double[] Scores(bool[] truth, int levels, ulong seed, double lift) =>
        [.. truth.Select((t, i) => Rounded(0.1 + 0.5 * HashCounter.Unit(seed, (ulong)i) + (t ? lift : 0), levels))];

    private static double Rounded(double score, int levels) => levels == 0 ? score : Math.Floor(score * levels) / levels;

    private static double[] Normalised(double[] scores) => [.. scores.Select(s => s / scores.Sum())];
}
