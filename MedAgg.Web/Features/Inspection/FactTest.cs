namespace MedAgg.Web.Features.Inspection;

/// <summary>The conditions on one field, as a look-up by code.</summary>
internal sealed class FactTest
{
    private readonly FactColumn? _column;
    private readonly bool[] _chosen;
    private readonly bool[] _excluded;
    private readonly bool _choosesAny;
    private readonly bool _choosesUnknown;
    private readonly bool _excludesUnknown;

    /// <param name="column">Null when the version has no such field: every row is unknown.</param>
    /// <param name="conditions">All of that field.</param>
    public FactTest(FactColumn? column, IReadOnlyList<FactCondition> conditions)
    {
        _column = column;
        _choosesAny = conditions.All(condition => condition.IsExcluded);
        _choosesUnknown = conditions.Any(condition => condition is { IsUnknown: true, IsExcluded: false });
        _excludesUnknown = conditions.Any(condition => condition is { IsUnknown: true, IsExcluded: true });
        _chosen = Codes(conditions.Where(condition => !condition.IsExcluded));
        _excluded = Codes(conditions.Where(condition => condition.IsExcluded));
    }

    public void Apply(bool[] passes)
    {
        for (int row = 0; row < passes.Length; row++)
        {
            if (passes[row])
                passes[row] = Passes(row);
        }
    }

    private bool Passes(int row)
    {
        bool says = false;
        bool isChosen = _choosesAny;
        if (_column is not null)
        {
            (int from, int to) = _column.Range(row);
            for (int at = from; at < to; at++)
            {
                int code = _column.CodeAt(at);
                if (code == FactColumn.Unknown)
                    continue;
                says = true;
                if (_excluded[code])
                    return false;
                isChosen |= _chosen[code];
            }
        }

        return says ? isChosen : (_choosesAny || _choosesUnknown) && !_excludesUnknown;
    }

    private bool[] Codes(IEnumerable<FactCondition> conditions)
    {
        bool[] codes = new bool[_column?.Values.Count ?? 0];
        foreach (FactCondition condition in conditions)
        {
            if (_column?.CodeOf(condition.Value) is { } code)
                codes[code] = true;
        }

        return codes;
    }
}
