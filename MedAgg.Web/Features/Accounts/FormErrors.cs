namespace MedAgg.Web.Features.Accounts;

/// <summary>What is wrong with the fields of a form: at most one sentence each, the first one found.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Text)> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>The sentence of a field; null when it is right.</summary>
    public string? this[string field] => _found.Find(error => error.Field == field).Text;

    public void Add(string field, string text)
    {
        if (this[field] is null)
            _found.Add((field, text));
    }

    /// <summary>Whether the field is the first wrong one: the cursor goes there.</summary>
    public bool IsFirst(string field) => _found.Count > 0 && _found[0].Field == field;
}
