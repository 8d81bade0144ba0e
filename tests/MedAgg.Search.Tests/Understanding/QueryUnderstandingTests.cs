using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Tests.Understanding;

public sealed class QueryUnderstandingTests
{
    private static readonly QueryUnderstanding Understanding = new(TaxonomyLoader.LoadShipped());

    // Seed A's mistakes first.
    [Theory]
    [InlineData("инфаркт миокарда", "myocardial_infarction")]
    [InlineData("ОКТ сетчатки", "oct eye")]
    [InlineData("рак лёгкого", "lung_cancer")]
    [InlineData("маммография", "mammography")]
    [InlineData("диабетический макулярный отёк", "diabetic_macular_edema")]
    [InlineData("contact us", "")]
    [InlineData("маммография рак", "mammography breast_cancer")]
    [InlineData("переломы рёбер на КТ", "rib_fracture ct")]
    [InlineData("переломами позвонков", "vertebral_fracture")]
    [InlineData("легочными узлами", "lung_nodule")]
    [InlineData("рентгеновских снимков лёгких", "cxr")]
    [InlineData("узлы щитовидной железы на УЗИ", "thyroid_nodule us")]
    [InlineData("датасет с масками опухолей почек", "segmentation kidney_tumor")]
    [InlineData("nodules in the lung", "lung_nodule")]
    [InlineData("x-ray of the chest", "cxr")]
    [InlineData("xray", "xray")]
    [InlineData("covid 19 x ray", "covid19 xray")]
    [InlineData("PET-CT", "petct")]
    [InlineData("ПЭТ КТ лимфома", "petct")]
    [InlineData("liver tumour segmentation", "liver_tumor segmentation")]
    [InlineData("ischaemic stroke", "stroke")]
    [InlineData("KT", "ct")]
    [InlineData("CTs and MRIs of the brain", "ct mri brain")]
    [InlineData("ctscan", "ct")]
    [InlineData("lungnodule", "lung_nodule")]
    [InlineData("рентгеновских изображений грудной клетки", "cxr")]
    [InlineData("radiographs, chest", "cxr")]
    [InlineData("x-ray of the chest and the hand", "cxr msk")]
    [InlineData("ультразвуковых изображений почек", "us kidney")]
    [InlineData("лёгкий способ скачать", "")]
    [InlineData("КТ лёгкой степени", "ct")]
    [InlineData("ejection fraction", "")]
    [InlineData("progression of connections", "")]
    public void A_question_says_its_terms(string question, string ids) => Assert.Equal(ids, Said(question));

    [Theory]
    [InlineData("PE", "")]
    [InlineData("CTPA with PE", "cta pulmonary_embolism")]
    [InlineData("MS lesions brain MRI", "multiple_sclerosis brain mri")]
    [InlineData("MS", "")]
    [InlineData("breast US", "breast us")]
    [InlineData("help us find breast cancer data", "breast_cancer")]
    [InlineData("2 TB of CT data", "ct")]
    [InlineData("TB chest x-ray", "tuberculosis cxr")]
    [InlineData("nodule", "")]
    [InlineData("nodule LDCT", "lung_nodule ldct")]
    [InlineData("liver nodule CT", "liver ct")]
    [InlineData("edema chest x-ray", "pulmonary_edema cxr")]
    public void An_ambiguous_word_needs_its_context(string question, string ids) => Assert.Equal(ids, Said(question));

    [Theory]
    [InlineData("LIDC-IDRI")]
    [InlineData("NIH ChestX-ray14")]
    [InlineData("CheXpert")]
    [InlineData("погода в москве")]
    [InlineData("hello world")]
    [InlineData("какие есть данные")]
    [InlineData("2024")]
    [InlineData("")]
    [InlineData("  -  \"\" «")]
    public void What_names_no_term_has_no_slot(string question)
    {
        UnderstoodQuestion understood = Understanding.Understand(question);

        Assert.Empty(understood.Slots);
        Assert.Null(understood.Corrected);
    }

    [Theory]
    [InlineData("gytdvjybz", "pneumonia", "пневмония")]
    [InlineData("vhn ujkjdyjuj vjpuf", "mri brain", "мрт головного мозга")]
    [InlineData("rn", "ct", "кт")]
    [InlineData("rak legkogo kt", "lung_cancer ct", null)]
    [InlineData("mrt golovnogo mozga", "mri brain", null)]
    [InlineData("brest cancer mamography", "breast_cancer mammography", "breast cancer mammography")]
    [InlineData("пневматоракс", "pneumothorax", "пневмоторакс")]
    [InlineData("tuberkulosis", "tuberculosis", "tuberculosis")]
    [InlineData("сигментация лехких", "segmentation lung", "сегментация легких")]
    [InlineData("segmentaciya pecheni", "segmentation liver", "сегментация печени")]
    [InlineData("opuhol golovnogo mozga", "brain_tumor", "опухоль головного мозга")]
    [InlineData("згдьщтфкн уьищдшьы", "pulmonary_embolism", "pulmonary embolism")]
    [InlineData("\u0421\u0422 лёгких", "ct lung", null)]
    [InlineData("\u041cRI brain", "mri brain", null)]
    public void A_question_typed_wrong_is_repaired(string question, string ids, string? corrected)
    {
        Assert.Equal(ids, Said(question));
        if (corrected is not null) Assert.Equal(corrected, Understanding.Understand(question).Corrected);
    }

    [Theory]
    [InlineData("english", 0.001)]
    [InlineData("russian", 0.001)]
    public void Ordinary_words_stay_what_they_are(string language, double most)
    {
        string path = Path.Combine(SharedData.Folder(), "snowball", language, "voc.txt");
        if (!File.Exists(path)) Assert.Skip($"{path} is not here.");

        // Every word of the vocabulary when the long loops run, every fourth otherwise.
        int step = Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") is { Length: > 0 } ? 1 : 4;
        string[] words = [.. File.ReadLines(path).Where((_, i) => i % step == 0)];
        string[] changed = [.. words.Where(w => Understanding.Understand(w).Corrected is not null)];

        Assert.True(changed.Length <= most * words.Length, $"{changed.Length} of {words.Length}: {string.Join(' ', changed.Take(50))}");
    }

    [Fact]
    public void A_word_that_records_have_is_not_repaired()
    {
        Assert.Equal("pneumothorax", Said("pneumotorax"));
        Assert.Empty(Understanding.Understand("pneumotorax", isKnown: w => w == "pneumotorax").Slots);
    }

    [Theory]
    [InlineData("КТ лёгких без пневмонии и туберкулёза", "ct lung", "pneumonia tuberculosis")]
    [InlineData("chest x-ray without pneumothorax", "cxr", "pneumothorax")]
    [InlineData("рентген грудной клетки, не флюорография", "cxr", "fluorography")]
    [InlineData("не только КТ, но и МРТ мозга", "ct mri brain", "")]
    [InlineData("КТ без контраста", "ct", "")]
    [InlineData("КТ -пневмония", "ct", "pneumonia")]
    [InlineData("КТ -\"lung nodule\"", "ct", "lung_nodule")]
    [InlineData("normal chest radiographs no finding", "normal cxr", "")]
    [InlineData("non-small cell lung cancer", "nsclc", "")]
    public void What_is_not_wanted_is_excluded(string question, string said, string excluded)
    {
        UnderstoodQuestion understood = Understanding.Understand(question);

        Assert.Equal(said, Said(question));
        Assert.Equal(excluded, string.Join(' ', understood.Slots.Where(s => s.IsExcluded).Select(s => s.Id)));
    }

    [Fact]
    public void Quotes_make_a_phrase_and_a_minus_an_exclusion()
    {
        UnderstoodQuestion understood = Understanding.Understand("КТ «matrix size» -kaggle -\"some words\" COVID-19");

        Assert.Equal(["matrix size"], understood.Phrases);
        Assert.Equal(["kaggle", "some words"], understood.ExcludedPhrases);
        Assert.Equal(["ct", "covid19"], understood.Slots.Where(s => !s.IsImplied).Select(s => s.Id));
    }

    [Fact]
    public void An_implied_term_is_shown_as_implied()
    {
        UnderstoodSlot area = Assert.Single(Understanding.Understand("маммография").Slots, s => s.Kind == "area");

        Assert.True(area.IsImplied);
        Assert.Equal(("breast", "маммография"), (area.Id, area.Words));
    }

    [Fact]
    public void A_said_area_is_not_implied_again() =>
        Assert.Equal(["ct:False", "lung:False", "pneumonia:False"], Understanding.Understand("КТ лёгких пневмония").Slots.Select(s => $"{s.Id}:{s.IsImplied}"));

    [Fact]
    public void A_removed_chip_becomes_plain_words()
    {
        UnderstoodQuestion understood = Understanding.Understand("КТ печени", ["modality:ct"]);

        Assert.Equal("liver", Assert.Single(understood.Slots).Id);
        Assert.Equal(["кт"], understood.Words.Select(w => w.Folded));
    }

    [Theory]
    [InlineData("нужен датасет КТ из больницы Москвы", "больницы москвы")]
    [InlineData("датасет", "датасет")]
    [InlineData("LUNA16 lung CT", "luna16")]
    public void Words_of_asking_are_left_out_unless_there_is_nothing_else(string question, string words) =>
        Assert.Equal(words, string.Join(' ', Understanding.Understand(question).Words.Select(w => w.Folded)));

    [Theory]
    [InlineData("Chest CT scans with nodules of the lung, without masks.", "ct", "chest", "ct lung_nodule")]
    [InlineData("14 finding labels, including atelectasis, effusion, nodule", "cxr", "lung", "atelectasis pleural_effusion lung_nodule")]
    public void A_text_mentions_terms(string text, string modality, string area, string ids)
    {
        string[] mentions = [.. Understanding.Mentions(text, [modality, area]).Select(m => m.Id)];

        Assert.All(ids.Split(' '), id => Assert.Contains(id, mentions));
        Assert.DoesNotContain("segmentation", mentions);
    }

    [Fact]
    public void A_hostile_question_is_answered()
    {
        foreach (string text in new[] { new string('a', 100_000), new string('"', 5_000), string.Concat(Enumerable.Repeat("-\"a ", 5_000)), "\ud800 \udc00", "a\u0000b", "🫁 КТ", string.Join(' ', Enumerable.Repeat("пневмания", 2_000)) })
            Assert.NotNull(Understanding.Understand(text));
        Assert.Equal("ct", Said("🫁 КТ"));
    }

    private static string Said(string question) =>
        string.Join(' ', Understanding.Understand(question).Slots.Where(s => !s.IsExcluded && !s.IsImplied).Select(s => s.Id));
}
