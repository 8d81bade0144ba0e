using System.Globalization;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Jobs.Reports;

/// <summary>The words of reports in the two languages of the product.</summary>
public sealed class ReportWords(string language)
{
    private static readonly Dictionary<string, (string En, string Ru)> All = new(StringComparer.Ordinal)
    {
        ["research"] = ("For research only. Not a medical device, not for diagnosis.", "Только для исследований. Не медицинское изделие, не для диагностики."),
        ["caveats"] = ("Read this first", "Сначала прочтите это"),
        ["red"] = ("red", "красный"),
        ["amber"] = ("amber", "жёлтый"),
        ["note"] = ("note", "примечание"),
        ["headline"] = ("Main result", "Главный результат"),
        ["headline_of"] = ("AUC on the test cases of {0} only, 95 % interval of resampled patients", "AUC на тестовых случаях только {0}, 95 %-й интервал по пациентам"),
        ["headline_all"] = ("AUC on all test cases, 95 % interval", "AUC на всех тестовых случаях, 95 %-й интервал"),
        ["pooled"] = ("All test cases", "Все тестовые случаи"),
        ["probe_short"] = ("metadata alone", "только метаданные"),
        ["engines"] = ("Engines on the test part", "Модели на тестовой части"),
        ["engine"] = ("Engine", "Модель"),
        ["cnn"] = ("Network, mean of seeds", "Нейросеть, среднее по запускам"),
        ["cnn_seed"] = ("Network, seed {0}", "Нейросеть, запуск {0}"),
        ["baseline"] = ("Baseline: logistic regression on hand-made features", "Базовая модель: логистическая регрессия на ручных признаках"),
        ["auc_ci"] = ("AUC (95 % interval)", "AUC (95 %-й интервал)"),
        ["delong"] = ("DeLong interval", "Интервал по ДеЛонгу"),
        ["ap"] = ("Average precision", "Средняя точность (AP)"),
        ["sensitivity"] = ("Sensitivity", "Чувствительность"),
        ["specificity"] = ("Specificity", "Специфичность"),
        ["ppv"] = ("PPV", "ПЦ+ (PPV)"),
        ["npv"] = ("NPV", "ПЦ− (NPV)"),
        ["against_baseline"] = ("Difference to baseline (p)", "Разница с базовой (p)"),
        ["threshold"] = ("Threshold frozen on validation; Wilson 95 % intervals", "Порог заморожен на валидации; 95 %-е интервалы Уилсона"),
        ["roc"] = ("ROC on the test part", "ROC на тестовой части"),
        ["calibration"] = ("Calibration on the test part", "Калибровка на тестовой части"),
        ["calibration_text"] = ("Before temperature scaling: Brier {0}, ECE {1} (10 equal bins), slope {2}. After (T = {3}, fitted on validation): Brier {4}, ECE {5}.", "До температурного масштабирования: Brier {0}, ECE {1} (10 равных интервалов), наклон {2}. После (T = {3}, по валидации): Brier {4}, ECE {5}."),
        ["curves"] = ("Learning curves", "Кривые обучения"),
        ["confusion"] = ("Confusion matrix", "Матрица ошибок"),
        ["truth"] = ("Truth", "Истина"),
        ["called"] = ("called {0}", "названо: {0}"),
        ["parts"] = ("Parts of the split", "Части разбиения"),
        ["part"] = ("Part", "Часть"),
        ["training"] = ("training", "обучающая"),
        ["validation"] = ("validation", "валидационная"),
        ["test"] = ("test", "тестовая"),
        ["images"] = ("Images", "Снимки"),
        ["units"] = ("Cases", "Случаи"),
        ["patients"] = ("Patients", "Пациенты"),
        ["positives"] = ("Positive", "Положительные"),
        ["prevalence"] = ("Prevalence", "Доля положительных"),
        ["age"] = ("Mean age, years", "Средний возраст, лет"),
        ["unknown"] = ("unknown", "неизвестно"),
        ["certificate"] = ("Leak certificate", "Сертификат отсутствия утечки"),
        ["green"] = ("green: no patient and no image is in two parts", "зелёный: ни пациента, ни снимка в двух частях"),
        ["not_green"] = ("not green: {0} patients (groups) and {1} images are in two parts", "не зелёный: {0} пациентов (групп) и {1} снимков в двух частях"),
        ["official"] = ("The parts are the source's own.", "Части даны источником."),
        ["probe"] = ("Metadata probe: what can be told without the image", "Проба метаданных: что можно сказать без снимка"),
        ["probe_text"] = ("All columns together: AUC {0} ({1}–{2}) on {3} cases, {4} folds by patient.", "Все столбцы вместе: AUC {0} ({1}–{2}) на {3} случаях, {4} блоков по пациентам."),
        ["column"] = ("Column", "Столбец"),
        ["values"] = ("Values", "Значений"),
        ["missing"] = ("Missing", "Пропусков"),
        ["cramer"] = ("Cramér's V", "V Крамера"),
        ["alone"] = ("AUC alone", "AUC отдельно"),
        ["subgroups"] = ("Subgroups of the test part (same threshold; not powered for comparison)", "Подгруппы тестовой части (тот же порог; для сравнения мощности не хватает)"),
        ["subgroup"] = ("Subgroup", "Подгруппа"),
        ["too_small"] = ("too few to tell", "слишком мало случаев"),
        ["flow"] = ("From the source to the cases", "От источника к случаям"),
        ["found"] = ("found in the source", "найдено в источнике"),
        ["labelled"] = ("labelled cases", "размеченные случаи"),
        ["without_key"] = ("left out: patient or side unknown", "исключено: неизвестны пациент или сторона"),
        ["unlabelled"] = ("left out: no label (not taken for negative)", "исключено: нет метки (не считаются отрицательными)"),
        ["other_value"] = ("left out: a value that no task knows", "исключено: значение, которого нет в задачах"),
        ["unread"] = ("left out: pixels could not be read", "исключено: пиксели не прочитаны"),
        ["contradictory"] = ("left out: labels contradict each other", "исключено: метки противоречат друг другу"),
        ["join"] = ("Table {0}: {1} of {2} rows joined, {3} without images here, {4} ambiguous (left out), {5} cases without a row (unlabelled). Nothing was guessed.", "Таблица {0}: присоединено {1} из {2} строк, {3} без снимков здесь, {4} неоднозначных (исключены), {5} случаев без строки (без метки). Ничего не угадано."),
        ["worst"] = ("Where the network was most wrong", "Где нейросеть ошиблась сильнее всего"),
        ["false_positive"] = ("truth {0}, probability of {1} {2}", "истина: {0}, вероятность «{1}» {2}"),
        ["method"] = ("How it was made", "Как это сделано"),
        ["data"] = ("Data", "Данные"),
        ["version"] = ("version", "версия"),
        ["licence"] = ("Licence", "Лицензия"),
        ["hashes"] = ("Hashes", "Хеши"),
        ["environment"] = ("Environment", "Среда"),
        ["settings"] = ("Settings", "Настройки"),
        ["false_positive_rate"] = ("1 − specificity", "1 − специфичность"),
        ["predicted"] = ("predicted probability", "предсказанная вероятность"),
        ["observed"] = ("observed share", "наблюдаемая доля"),
        ["epoch"] = ("epoch", "эпоха"),
        ["validation_auc"] = ("AUC on validation", "AUC на валидации"),
        ["leak"] = ("The split leaks: {0} patients (groups) and {1} images are in two parts. Test numbers are too good.", "Разбиение с утечкой: {0} пациентов (групп) и {1} снимков в двух частях. Числа на тесте завышены."),
        ["shortcut_learned"] = ("On {0} alone the network is not better than chance: AUC {1} ({2}–{3}), while it reaches {4} where all are mixed. It has learnt which batch an image is from, not the lesion.", "Только на {0} нейросеть не лучше случайной: AUC {1} ({2}–{3}), а на смешанных данных {4}. Она выучила, из какой партии снимок, а не поражение."),
        ["headline_is_chance"] = ("On {0} alone the network cannot be told from chance: AUC {1} ({2}–{3}); on all test cases {4}.", "Только на {0} нейросеть неотличима от случайной: AUC {1} ({2}–{3}); на всех тестовых случаях {4}."),
        ["headline_gap"] = ("On {0} alone the AUC is {1} ({2}–{3}) and on all test cases {4}: a good part of the difference is not about lesions.", "Только на {0} AUC {1} ({2}–{3}), а на всех тестовых случаях {4}: заметная часть разницы не о поражениях."),
        ["headline_missing"] = ("There is no headline: {0} = {1} has not both classes among the test cases.", "Главного результата нет: среди тестовых случаев {0} = {1} нет обоих классов."),
        ["probe_tells"] = ("Metadata alone reach AUC {0} (by itself: {1}, up to {2}; {3} on the test cases). A pooled AUC below that proves nothing about lesions.", "Одни метаданные дают AUC {0} (отдельно: {1}, до {2}; {3} на тестовых случаях). Общий AUC ниже этого ничего не говорит о поражениях."),
        ["probe_not_beaten"] = ("On the test cases the network ({0}) is not clearly better than metadata alone ({1}; paired DeLong p = {2}).", "На тестовых случаях нейросеть ({0}) не явно лучше одних метаданных ({1}; парный тест ДеЛонга p = {2})."),
        ["probe_missing"] = ("There is no metadata probe: {0}", "Пробы метаданных нет: {0}"),
        ["baseline_wins"] = ("The baseline is better than the network: {1} against {0} (paired DeLong p = {2}).", "Базовая модель лучше нейросети: {1} против {0} (парный тест ДеЛонга p = {2})."),
        ["prevalence_shift"] = ("The share of positives differs between parts: training {0} %, validation {1} %, test {2} %. Threshold and calibration suffer.", "Доля положительных различается: обучающая {0} %, валидационная {1} %, тестовая {2} %. Страдают порог и калибровка."),
        ["temperature_worse"] = ("Temperature scaling made calibration worse: ECE {0} before, {1} after.", "Температурное масштабирование ухудшило калибровку: ECE {0} до, {1} после."),
        ["patients_unknown"] = ("The source names no patients: nobody can check that parts share none, and intervals treat every image as its own patient.", "Источник не называет пациентов: нельзя проверить, что части не делят их, а интервалы считают каждый снимок отдельным пациентом."),
        ["official_split"] = ("The parts are the source's own.", "Части даны источником."),
        ["few_cases"] = ("The test part has only {0} positive and {1} negative cases: intervals are wide.", "В тестовой части всего {0} положительных и {1} отрицательных случаев: интервалы широкие."),
        ["research_only"] = ("For research only; no external test was made.", "Только для исследований; внешней проверки не было."),
    };

    public string Language => language;

    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(language == "ru" ? "ru-RU" : "en-US");

    /// <summary>The words behind a key; the key itself when there are none.</summary>
    public string this[string key] => All.TryGetValue(key, out (string En, string Ru) pair) ? language == "ru" ? pair.Ru : pair.En : key;

    public string Of(string key, params IReadOnlyList<string> values) => string.Format(CultureInfo.InvariantCulture, this[key], [.. values.Select(Local)]);

    public string Of(Caveat caveat) => Of(caveat.Code, caveat.Values);

    public string Level(CaveatLevel level) => this[level.ToString().ToLowerInvariant()];

    public string Share(double? value, string format = "0.000") => value is { } number && double.IsFinite(number) ? number.ToString(format, Culture) : "–";

    public string Percent(double? value) => value is { } number && double.IsFinite(number) ? (number * 100).ToString("0.0", Culture) + " %" : "–";

    public string Whole(long value) => value.ToString("N0", Culture);

    // Values of caveats come invariant; a Russian reader gets a comma.
    private string Local(string value) => language == "ru" && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? value.Replace('.', ',') : value;
}
