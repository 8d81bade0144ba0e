using MedAgg.Search.Analysis;

namespace MedAgg.Search.Tests.Analysis;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("added", "add")]
    [InlineData("radiologists", "radiolog")]
    [InlineData("dying", "die")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("nodules", "nodul")]
    [InlineData("generically", "generic")]
    [InlineData("news", "news")]
    [InlineData("patient's", "patient")]
    [InlineData("is", "is")]
    public void English_words_find_their_stem(string word, string stem) => Assert.Equal(stem, English(word));

    [Theory]
    [InlineData("лёгкого", "легк")]
    [InlineData("лёгких", "легк")]
    [InlineData("пневмонии", "пневмон")]
    [InlineData("пневмония", "пневмон")]
    [InlineData("сегментацией", "сегментац")]
    [InlineData("рак", "рак")]
    public void Russian_words_find_their_stem(string word, string stem) => Assert.Equal(stem, Russian(word));

    [Theory]
    [InlineData("english", 42_649)]
    [InlineData("russian", 49_785)]
    public void The_snowball_vocabulary_is_stemmed_without_a_mismatch(string language, int words)
    {
        string folder = Path.Combine(SharedData.Folder(), "snowball", language);
        if (!Directory.Exists(folder)) Assert.Skip($"{folder} is not here.");

        string[] voc = File.ReadAllLines(Path.Combine(folder, "voc.txt"));
        string[] expected = File.ReadAllLines(Path.Combine(folder, "output.txt"));
        List<string> wrong = [];
        for (int i = 0; i < voc.Length; i++)
        {
            string stem = language == "english" ? English(voc[i]) : Russian(voc[i]);
            if (stem != expected[i]) wrong.Add($"{voc[i]}: {stem} instead of {expected[i]}");
        }

        Assert.Equal(words, voc.Length);
        Assert.True(wrong.Count == 0, $"{wrong.Count} mismatches: {string.Join("; ", wrong.Take(40))}");
    }

    private static string English(string word)
    {
        Span<char> buffer = stackalloc char[word.Length + 1];
        word.CopyTo(buffer);
        return buffer[..EnglishStemmer.Stem(buffer, word.Length)].ToString();
    }

    private static string Russian(string word)
    {
        Span<char> buffer = word.ToCharArray();
        return buffer[..RussianStemmer.Stem(buffer)].ToString();
    }
}
