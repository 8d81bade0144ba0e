using MedAgg.Domain.Catalog;
using MedAgg.Domain.Licences;

namespace MedAgg.Domain.Tests.Licences;

public sealed class UseConditionsTests
{
    [Theory]
    [InlineData("cc-by-4.0", null, "CC-BY-4.0")]
    [InlineData("CC BY 3.0", null, "CC-BY-3.0")]
    [InlineData("CC-By Attribution 4.0 International", null, "CC-BY-4.0")]
    [InlineData("Creative Commons Attribution 4.0 International License", null, "CC-BY-4.0")]
    [InlineData("Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International", null, "CC-BY-NC-SA-4.0")]
    [InlineData("Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)", null, "CC-BY-NC-4.0")]
    [InlineData("cc-by-nc-nd-4.0", null, "CC-BY-NC-ND-4.0")]
    [InlineData("other", "https://creativecommons.org/licenses/by-sa/3.0/", "CC-BY-SA-3.0")]
    [InlineData("CC0: Public Domain", null, "CC0-1.0")]
    [InlineData("cc-zero", null, "CC0-1.0")]
    [InlineData("CC0", null, "CC0-1.0")]
    [InlineData("MIT License", null, "MIT")]
    [InlineData("apache-2.0", null, "Apache-2.0")]
    [InlineData("Open Data Commons Attribution License v1.0", null, "ODC-By-1.0")]
    [InlineData("Database: Open Database, Contents: Database Contents", null, "ODbL-1.0")]
    [InlineData("permitted for limited use", null, null)]
    [InlineData("unknown", null, null)]
    [InlineData(null, null, null)]
    public void A_licence_is_read_from_its_words_or_its_address(string? stated, string? url, string? spdx) => Assert.Equal(spdx, LicenceId.Of(stated, url));

    [Theory]
    [InlineData("cc-by-4.0", DatasetAccess.Open, LicenceClass.Open, false, "DUO:0000004")]
    [InlineData("CC BY 4.0; CC BY-NC 3.0", DatasetAccess.Open, LicenceClass.NonCommercial, true, "DUO:0000046")]
    [InlineData("cc-by-sa-4.0", DatasetAccess.Open, LicenceClass.ShareAlike, true, "")]
    [InlineData("For non-commercial research purposes", DatasetAccess.Open, LicenceClass.NonCommercial, true, "DUO:0000042 DUO:0000046")]
    [InlineData("PhysioNet Credentialed Health Data License 1.5.0", DatasetAccess.Credentialed, LicenceClass.Restricted, true, "DUO:0000026")]
    [InlineData("Data use agreement; ethics approval needed", DatasetAccess.Agreement, LicenceClass.Restricted, true, "DUO:0000021 DUO:0000026")]
    [InlineData("ask the authors", DatasetAccess.Open, LicenceClass.Unknown, true, "")]
    [InlineData(null, DatasetAccess.Open, LicenceClass.Unknown, false, "")]
    public void Terms_say_class_conditions_and_whether_they_must_be_accepted(string? stated, DatasetAccess access, LicenceClass licenceClass, bool isAsked, string codes)
    {
        LicenceTerms terms = UseConditions.Read(stated, null, access);

        Assert.Equal((licenceClass, isAsked, codes), (terms.Class, terms.NeedsAcceptance, string.Join(' ', terms.Conditions.Select(UseConditions.CodeOf))));
    }

    [Theory]
    [InlineData("cc-by-nc-4.0", "CC BY-NC 4.0", true)]
    [InlineData("cc-by-nc-4.0", "https://creativecommons.org/licenses/by-nc/4.0/", true)]
    [InlineData("cc-by-nc-4.0", "cc-by-nc-3.0", false)]
    [InlineData("cc-by-nc-4.0", "cc-by-4.0", false)]
    [InlineData("Ask  the Authors", "ask the authors", true)]
    [InlineData("ask the authors", "ask our lawyers", false)]
    public void The_same_terms_in_other_words_have_the_same_fingerprint(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Of(one, DatasetAccess.Open) == Of(other, DatasetAccess.Open));

    [Fact]
    public void Another_access_or_another_dataset_is_asked_again()
    {
        Assert.NotEqual(Of("cc-by-nc-4.0", DatasetAccess.Open), Of("cc-by-nc-4.0", DatasetAccess.Gated));
        Assert.NotEqual(UseConditions.Read("cc-by-nc-4.0", null, DatasetAccess.Open).Fingerprint("zenodo 1"), UseConditions.Read("cc-by-nc-4.0", null, DatasetAccess.Open).Fingerprint("zenodo 2"));
    }

    private static string Of(string stated, DatasetAccess access) => UseConditions.Read(stated, null, access).Fingerprint("zenodo 10.5281/zenodo.1");
}
