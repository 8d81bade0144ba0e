namespace MedAgg.Search.Index;

/// <summary>
/// Text → number, append-only, for one writer and any number of readers. A reader may meet numbers that are newer than its snapshot
/// and must treat them as unknown.
/// </summary>
public sealed class Lexicon
{
    private volatile State _state = new(1 << 10, 1 << 14);

    /// <summary>Entries so far.</summary>
    public int Count => _state.Count;

    /// <summary>Bytes held.</summary>
    public long Bytes => (_state.Slots.Length * 4L) + (_state.Starts.Length * 4L) + (_state.Chars.Length * 2L);

    /// <summary>The number of a text, or -1.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        State state = _state;
        uint mask = (uint)state.Slots.Length - 1;
        for (uint slot = Hash(text) & mask; ; slot = (slot + 1) & mask)
        {
            int entry = Volatile.Read(ref state.Slots[slot]);
            if (entry == 0) return -1;
            if (state.Text(entry - 1).SequenceEqual(text)) return entry - 1;
        }
    }

    /// <summary>The number of a text, given one now if it has none. Writer only.</summary>
    public int Add(ReadOnlySpan<char> text)
    {
        int found = Find(text);
        if (found >= 0) return found;
        State state = _state;
        if (state.NeedsRoom(text.Length)) _state = state = state.Grown(text.Length);
        return state.Append(text, Hash(text));
    }

    /// <summary>The text of a number.</summary>
    public ReadOnlySpan<char> Text(int number) => _state.Text(number);

    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 15);
    }

    private sealed class State(int slots, int chars)
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public int[] Slots { get; } = new int[slots];

        public int[] Starts { get; } = new int[(slots / 2) + 1];

        public char[] Chars { get; } = new char[chars];

        public ReadOnlySpan<char> Text(int number) => Chars.AsSpan(Starts[number], Starts[number + 1] - Starts[number]);

        public bool NeedsRoom(int length) => _count + 1 >= Slots.Length / 2 || Starts[_count] + length > Chars.Length;

        public State Grown(int length)
        {
            int slots = _count + 1 >= Slots.Length / 2 ? Slots.Length * 2 : Slots.Length;
            int chars = Math.Max(Chars.Length, Starts[_count] + length) + (Chars.Length / 2);
            State grown = new(slots, chars);
            Chars.AsSpan(0, Starts[_count]).CopyTo(grown.Chars);
            Starts.AsSpan(0, _count + 1).CopyTo(grown.Starts);
            for (int i = 0; i < _count; i++) grown.Place(i, Hash(Text(i)));
            grown._count = _count;
            return grown;
        }

        public int Append(ReadOnlySpan<char> text, uint hash)
        {
            int number = _count;
            text.CopyTo(Chars.AsSpan(Starts[number]));
            Starts[number + 1] = Starts[number] + text.Length;
            Volatile.Write(ref _count, number + 1);
            Place(number, hash);
            return number;
        }

        private void Place(int number, uint hash)
        {
            uint mask = (uint)Slots.Length - 1;
            uint slot = hash & mask;
            while (Slots[slot] != 0) slot = (slot + 1) & mask;
            Volatile.Write(ref Slots[slot], number + 1);
        }
    }
}
