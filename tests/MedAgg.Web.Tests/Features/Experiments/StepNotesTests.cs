using System.Globalization;
using System.Text.RegularExpressions;
using MedAgg.Web.Features.Experiments;

namespace MedAgg.Web.Tests.Features.Experiments;

public sealed partial class StepNotesTests
{
    [Theory]
    [InlineData("dataset cmmd version 2: 5202 images", "5\u202F202")]
    [InlineData("258 images of 129 units; 129 of 211 rows of CMMD_clinicaldata.xlsx joined, 0 ambiguous, 36 units without a row", "129 из 211")]
    [InlineData("5030 images of 5030 units, patients unknown", "пациенты неизвестны")]
    [InlineData("258 arrays of 96×96; 0 images could not be read; 8 have the pixels of another one", "96×96")]
    [InlineData("380 arrays of 32×32×3; 0 images could not be read; 0 have the pixels of another one", "массивов 32×32×3: 380")]
    [InlineData("198 / 42 / 80 images; the source has no part for validation: it was cut from training; certificate green", "отделена от обучающей; сертификат зелёный")]
    [InlineData("118 / 36 / 104 images; certificate green", "сертификат зелёный")]
    [InlineData("3882 / 524 / 624 images; certificate NOT green: 0 patients and 8 images in two parts", "НЕ зелёный")]
    [InlineData("3 trainings of 97521 parameters and a baseline for 2 task(s)", "97\u202F521")]
    [InlineData("3 trainings of 97521 parameters by torch 1.13 and a baseline for 2 task(s)", "запусков обучения: 3")]
    [InlineData("malignancy: test AUC of the network 0.701, of the baseline 0.704, of metadata alone ", "0,704")]
    [InlineData("taken from an earlier run with the same inputs", "прежнего запуска")]
    [InlineData("report in two languages, publication pack, MLflow export", "отчёт")]
    public void A_note_is_said_in_russian(string note, string part)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            Assert.Equal(note, StepNotes.Say(note));
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru");
            string said = StepNotes.Say(note);
            Assert.Contains(part, said, StringComparison.Ordinal);
            Assert.DoesNotMatch(English(), said);
            Assert.Equal("something new", StepNotes.Say("something new"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex(@"\b(images|units|rows|parameters|arrays)\b")]
    private static partial Regex English();
}
