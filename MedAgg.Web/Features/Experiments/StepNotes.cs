using System.Text.RegularExpressions;
using MedAgg.Web.Localisation;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Says the notes of steps in the reader's language. Steps write one English sentence each; one that is not known stays as it is.</summary>
internal static partial class StepNotes
{
    public static string Say(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (Language.Current != Language.Russian)
            return note;
        if (Acquired().Match(note) is { Success: true } acquired)
            return $"набор «{acquired.Groups[1]}», версия {acquired.Groups[2]}; снимков: {Whole(acquired.Groups[3])}";
        if (Structured().Match(note) is { Success: true } structured)
            return $"снимков: {Whole(structured.Groups[1])}, случаев: {Whole(structured.Groups[2])}{(structured.Groups[3].Success ? ", пациенты неизвестны" : "")}{JoinedIn(note)}";
        if (Prepared().Match(note) is { Success: true } prepared)
            return $"массивов {prepared.Groups[2]}: {Whole(prepared.Groups[1])}; не прочитано снимков: {Whole(prepared.Groups[3])}; с пикселями другого снимка: {Whole(prepared.Groups[4])}";
        if (Split().Match(note) is { Success: true } split)
            return $"снимков: {Whole(split.Groups[1])} / {Whole(split.Groups[2])} / {Whole(split.Groups[3])}{(split.Groups["cut"].Success ? "; валидационная часть отделена от обучающей" : "")}; {(split.Groups[4].Success ? "сертификат зелёный" : $"сертификат НЕ зелёный: в двух частях пациентов {Whole(split.Groups[5])}, снимков {Whole(split.Groups[6])}")}";
        if (Trained().Match(note) is { Success: true } trained)
            return $"запусков обучения: {trained.Groups[1]}, параметров: {Whole(trained.Groups[2])}; базовая модель; задач: {trained.Groups[3]}";
        if (Evaluated().Match(note) is { Success: true } evaluated)
            return $"{evaluated.Groups[1]}: AUC на тесте у нейросети {Comma(evaluated.Groups[2])}, у базовой модели {Comma(evaluated.Groups[3])}, по одним метаданным {Comma(evaluated.Groups[4])}";
        if (note == "taken from an earlier run with the same inputs")
            return "взято из прежнего запуска с теми же входами";
        return Reported().IsMatch(note) ? "отчёт на двух языках, комплект для публикации, выгрузка для MLflow" : note;
    }

    private static string JoinedIn(string note) => Joined().Match(note) is { Success: true } joined
        ? $"; присоединено строк таблицы: {Whole(joined.Groups[1])} из {Whole(joined.Groups[2])}, неоднозначных: {Whole(joined.Groups[3])}, случаев без строки: {Whole(joined.Groups[4])}"
        : "";

    private static string Whole(Group group) => Format.Number(long.Parse(group.ValueSpan, System.Globalization.CultureInfo.InvariantCulture));

    private static string Comma(Group group) => group.Length == 0 ? Format.Missing : group.Value.Replace('.', ',');

    [GeneratedRegex(@"^dataset (\S+) version (\d+): (\d+) images$")]
    private static partial Regex Acquired();

    [GeneratedRegex(@"^(\d+) images of (\d+) units(, patients unknown)?")]
    private static partial Regex Structured();

    [GeneratedRegex(@"; (\d+) of (\d+) rows of .+ joined, (\d+) ambiguous, (\d+) units without a row$")]
    private static partial Regex Joined();

    [GeneratedRegex(@"^(\d+) arrays of (\d+×\d+(?:×\d+)?); (\d+) images could not be read; (\d+) have the pixels of another one$")]
    private static partial Regex Prepared();

    [GeneratedRegex(@"^(\d+) / (\d+) / (\d+) images(?<cut>; the source has no part for validation: it was cut from training)?; (?:(certificate green)|certificate NOT green: (\d+) patients and (\d+) images in two parts)$")]
    private static partial Regex Split();

    [GeneratedRegex(@"^(\d+) trainings of (\d+) parameters(?: by .+)? and a baseline for (\d+) task\(s\)$")]
    private static partial Regex Trained();

    [GeneratedRegex(@"^(.+): test AUC of the network ([\d.]*), of the baseline ([\d.]*), of metadata alone ([\d.]*)$")]
    private static partial Regex Evaluated();

    [GeneratedRegex("^report in two languages")]
    private static partial Regex Reported();
}
