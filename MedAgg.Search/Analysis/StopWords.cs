using System.Collections.Frozen;

namespace MedAgg.Search.Analysis;

/// <summary>Words too frequent to search by, as full-text engines leave them out by default in English and Russian.</summary>
public static class StopWords
{
    private const string English =
        """
        a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with
        """;

    private const string Russian =
        """
        и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему
        теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут
        где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот того потому этого какой
        совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда зачем всех никогда можно при наконец два об другой хоть после
        над больше тот через эти нас про всего них какая много разве три эту моя впрочем хорошо свою этой перед иногда лучше чуть том
        нельзя такой им более всегда конечно всю между
        """;

    private static readonly FrozenSet<string> Words = English.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Concat(Russian.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a folded word is a stop word.</summary>
    public static bool Contains(ReadOnlySpan<char> folded) => folded.Length <= 7 && Lookup.Contains(folded);
}
