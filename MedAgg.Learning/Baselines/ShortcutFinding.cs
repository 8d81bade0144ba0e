using MedAgg.Learning.Metrics;

namespace MedAgg.Learning.Baselines;

/// <summary>What one column tells about the class.</summary>
/// <param name="Name">The column.</param>
/// <param name="Missing">Cases without a value.</param>
/// <param name="Levels">Distinct values that occur.</param>
/// <param name="RawAuc">Numeric columns: area of the value itself over cases that have one, below 0.5 when lower values are positive; else null.</param>
/// <param name="CramersV">Categorical columns: association with the class, 0 … 1, missing as a value of its own (Cramér, 1946); else null.</param>
/// <param name="CrossValidated">Area of a model on this column alone, on patients that it did not see; null when a class is missing.</param>
public sealed record ShortcutFinding(string Name, int Missing, int Levels, double? RawAuc, double? CramersV, AucEstimate? CrossValidated);

/// <summary>What metadata alone tell about the class.</summary>
/// <param name="Findings">One per column, the most telling first.</param>
/// <param name="Auc">Area of a model on all columns together, on patients that it did not see; null when a class is missing.</param>
/// <param name="Folds">Folds of the cross-validation.</param>
/// <param name="Predictions">Out-of-fold log odds per case, in case order: for a paired test against an image model.</param>
public sealed record ShortcutReport(IReadOnlyList<ShortcutFinding> Findings, AucEstimate? Auc, int Folds, Predictions Predictions);
