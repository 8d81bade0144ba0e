using System.CommandLine;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class ChoiceOptionsTests
{
    [Theory]
    [InlineData("500", 500L)]
    [InlineData("500MB", 500_000_000L)]
    [InlineData("1.5 gb", 1_500_000_000L)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("0", null)]
    [InlineData("-5MB", null)]
    [InlineData("5 parsecs", null)]
    [InlineData("", null)]
    public void A_size_is_read_with_its_unit(string text, long? bytes) => Assert.Equal(bytes, ChoiceOptions.Bytes(text));

    [Fact]
    public void Words_of_the_command_line_become_a_choice()
    {
        SourceChoice choice = Read("--patients", "A-1..A-9", "--per-class", "60", "--max-bytes", "2GB", "--label-column", "classification", "--seed", "3");

        Assert.Equal((60, 2_000_000_000L, "classification", 3), (choice.PerClass, choice.MaxBytes, choice.LabelColumn, choice.Seed));
        Assert.Equal(["A-1..A-9"], choice.Patients);
        Assert.Equal(choice.ToJson(), SourceChoice.OfJson(choice.ToJson()).ToJson());
    }

    [Fact]
    public void Without_words_it_is_all_of_the_source() => Assert.True(Read().IsWhole);

    [Theory]
    [InlineData("--per-class", "0")]
    [InlineData("--max-bytes", "much")]
    public void A_number_that_is_none_is_refused(params string[] words) => Assert.Equal("CHOICE_MALFORMED", Assert.Throws<RefusedException>(() => Read(words)).Refusal.Code);

    private static SourceChoice Read(params string[] words)
    {
        ChoiceOptions options = new();
        RootCommand command = new();
        options.AddTo(command);
        return options.Read(command.Parse(words));
    }
}
