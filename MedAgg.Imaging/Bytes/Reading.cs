using System.Diagnostics.CodeAnalysis;

namespace MedAgg.Imaging.Bytes;

/// <summary>What a reader made of bytes: a value with warnings, or a refusal.</summary>
public sealed record Reading<T>
    where T : class
{
    private Reading(T? value, Refusal? refusal, IReadOnlyList<ReadWarning> warnings)
    {
        Value = value;
        Refusal = refusal;
        Warnings = warnings;
    }

    /// <summary>The value; null exactly when <see cref="Refusal"/> is set.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What was odd; empty when nothing was.</summary>
    public IReadOnlyList<ReadWarning> Warnings { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsRead => Value is not null;

    /// <summary>A reading that succeeded.</summary>
    public static implicit operator Reading<T>(T value) => Reading.Of(value);

    /// <summary>A reading that was refused.</summary>
    public static implicit operator Reading<T>(Refusal refusal) => Reading.Refused<T>(refusal);

    internal static Reading<T> Make(T? value, Refusal? refusal, IReadOnlyList<ReadWarning> warnings) => new(value, refusal, warnings);
}

/// <summary>Makes <see cref="Reading{T}"/> values.</summary>
public static class Reading
{
    /// <summary>A value and what was odd about it.</summary>
    public static Reading<T> Of<T>(T value, IReadOnlyList<ReadWarning>? warnings = null)
        where T : class => Reading<T>.Make(value, null, warnings ?? []);

    /// <summary>No value, for a reason.</summary>
    public static Reading<T> Refused<T>(Refusal refusal)
        where T : class => Reading<T>.Make(null, refusal, []);

    /// <summary>No value, for a reason.</summary>
    public static Reading<T> Refused<T>(string code, string message)
        where T : class => Reading<T>.Make(null, new Refusal(code, message), []);
}
