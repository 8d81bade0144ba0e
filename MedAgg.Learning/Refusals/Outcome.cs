using System.Diagnostics.CodeAnalysis;

namespace MedAgg.Learning.Refusals;

/// <summary>A value, or the reason why there is none.</summary>
public sealed record Outcome<T>
    where T : class
{
    internal Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The value; null exactly when <see cref="Refusal"/> is set.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Value is not null;

    /// <summary>An outcome with a value.</summary>
    public static implicit operator Outcome<T>(T value) => Outcome.Of(value);

    /// <summary>An outcome without one.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => Outcome.Refused<T>(refusal);
}

/// <summary>Makes <see cref="Outcome{T}"/> values.</summary>
public static class Outcome
{
    /// <summary>An outcome with a value.</summary>
    public static Outcome<T> Of<T>(T value)
        where T : class => new(value, null);

    /// <summary>An outcome without one, for a reason.</summary>
    public static Outcome<T> Refused<T>(Refusal refusal)
        where T : class => new(null, refusal);

    /// <summary>An outcome without one, for a reason.</summary>
    public static Outcome<T> Refused<T>(string code, string message)
        where T : class => new(null, new Refusal(code, message));
}
