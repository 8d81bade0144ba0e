namespace MedAgg.Web.Commands;

/// <summary>One line of progress that is written over itself; silent where nobody looks.</summary>
internal sealed class ProgressLineWriter(TextWriter target, bool isTerminal) : IDisposable
{
    private int _length;

    public void Write(string text)
    {
        if (!isTerminal)
            return;

        target.Write('\r' + text.PadRight(_length));
        _length = text.Length;
    }

    /// <summary>Wipes the line, so that what follows stands alone.</summary>
    public void Clear()
    {
        if (_length == 0)
            return;

        target.Write('\r' + new string(' ', _length) + '\r');
        _length = 0;
    }

    public void Dispose() => Clear();
}
