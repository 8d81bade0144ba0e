using System.Collections.Frozen;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>Ordinary words of questions. They are right as they stand, however near they are to a word of the taxonomy.</summary>
internal static class KnownWords
{
    // Words of asking tell nothing about a dataset: they are not searched for when there is anything else.
    private const string Asking =
        """
        dataset datasets data database databases collection collections corpus archive repository need needs want wants find finds search searching show give get
        list set sets open task tasks use used using please looking look suitable get obtain train training model models public free available download images image scans scan pictures patients patient cases studies
        датасет датасеты данные база базы набор наборы коллекция подборка архив нужен нужна нужны нужно хочу найти найди покажи покажите ищу дай дайте список пожалуйста
        обучить обучение обучения обучающий обучающая модель модели снимок снимки находка находки изображение изображения скан сканы бесплатный бесплатные доступный доступные публичный публичные общедоступный свободный свободные задача задачи использование использовать использования картинка картинки выгрузить получить подойдут подходящий подходящие пациент пациенты исследование исследования случай случаи скачать открытый открытые
        """;

    private const string Ordinary =
        """
        about above across active actual added adult adults after again against ages alone along also always among amount annotated annotation annotations another answer
        answers anyone area areas around asked author authors based basic because become been before began begin being below best better between beyond birth bodies books
        both bring brought build built called came cannot care careful center centers central certain chance change changes check chess child children choice choose city class
        classes clear clearly clinic clinical close code collected color come comes common compare complete computer contact contain contains content contrast control could count countries
        country course cover create created current daily date deep demo design detail details device devices different difficult digital direct discuss doctor doctors document does doing
        done during each early easy edge effect either email enough entire even ever every example examples expert experts explain face fact false family fast feature features female field
        figure file files final finds first five flow follow food forget form format formats found four free fresh from front full future general german given gives glass global goes good
        google great group groups grow guide half hand hands hard having health hear heard help here high home hospital hospitals hour house human hundred idea important include
        including index inform information input inside interest issue items join just keep kind know known label labeled labelled labels language large last later learn learning least
        leave left less letter level levels license like limit line link links little live local long longer looks machine made main major make makes male manual many march matter maybe
        mean means measure medical medicine member men method methods metadata might mind minute model moment money month more most mother move much multi multiple name named names near network never
        news next nice nine north note number numbers object objects often older once only open order other others output over page pair paper papers part parts pass past pay people
        perhaps person phone photo picture piece place plain plan play please point points policy possible post power predict predicting prediction pregnant present press price print
        problem process project proper provide public published quick quite radiologist radiologists radiology range rare rather reach read reader real really reason recent record records reference related release
        remote report reports request required research resource rest result results right river room rules said same sample samples save says school science score screen screening season
        second section seem seen select sell send sent series service set sets seven several shape share short should show shown side sign similar simple since single site size slice slices small smart
        social some something soon sorry sort source sources south special speed split stage stand standard start state states station step still stop store story street strong student
        study style subject subjects subset such sure system table take taken talk task tasks team tell test testing text than thank thanks their them theme then there these they thing things think
        third this those though thousand three through time times today together token tools topic total touch toward track trade train translate treat tree trial trip trouble true trust
        truth turn twenty type types under understand unit university until update upper usage used useful user users using usual validation value values verse version very video view visit voice
        ability colony condor consolation deliberation detest duke fallow fellow fog fund funds grate grateful grating grazing handy heady hearth hearty limps livery location locations nerve nervous
        plural pop priority prostrate put recognizance registries registry scaring scorning scouring spin strike symptom symptoms ten test tip tips progression ejection fraction
        boney bonne branchial bull bully colonia congelation firearms glaze glazed gulled herb herbs limbo lumber mottles peacemaker peacemakers plod recital
        recognise recognised scheme schemes sham shame shove showy neva polypi
        volume volumes wait walk want watch water ways weather website week weight well went were west what when where whether which while white whole whose wide wife will window winter wish
        with within without women woman word words work world would write wrong year years yesterday young your weights licence tumorous malignancy malignant benign subtype subtypes patterns pattern
        без более был была были быть важно ведь весь вместе вниз возможно возраст возраста вопрос вопросы врач врачи врача врачей время все всегда всего вторая второй выбор выборка выборки год года году годы город
        группа группы далее дата даты два две дело день дети детей детские детский для доктор документ долго дом дома другие другой его ему если есть еще жизнь женщин женщины женщина жить здесь знать
        или имя интернет использовать как какая какие какой каталог когда код кода количество компьютер контакт контакты контраст контрастом контрастный контрастирование конец которая которые который кроме кто куда
        лет лечение лицензия лучше люди людей мало машина медицина медицинский медицинские медицинская между меня место месяц метки метка метод много можно мой москва московский мужчин мужчины надо названия название найдено
        начало наш нее некоторые нельзя несколько ничего новости новый новые нормальный ночь область область однако около она они описание описания опыт особенно открыть очень ошибка первый первая перед
        писать платно плохо погода под подросток подростков пожилых пока покупка помощь после почему почта пример примеры проблема программа прогулка проект просто протокол протоколы процент прошлый путь работа работать радиолог
        рентгенолог разметка разметкой размеченный размеченные разный разные размер ребенок результат результаты российский россия россии русский рядом сайт самый свой сделать сейчас семь серия серии система ситуация сколько скорость следующий слово слова смотреть снова
        совсем спасибо список способ срез срезы среди стать столица страна страница страны студент таблица так такие также там текст тело тест тогда только точно три туда тут улица уровень условия утро учить файл файлы формат
        головка здороваться ключница контора конторы простота рутина состав состава
        форма фото хорошо цвет цена центр час часть человек через четыре число чтобы школа шум экран этап эта эти это этот язык выделили выделены где который врачами экспертами экспертов больница больницы клиника клиники
        """;

    private static readonly FrozenSet<string> AskingKeys = Keys(Asking);
    private static readonly FrozenSet<string> AllKeys = Keys(Asking + " " + Ordinary);

    public static bool Contains(QuestionToken token) => AllKeys.Contains(token.Folded) || AllKeys.Contains(token.Key) || StopWords.Contains(token.Folded);

    /// <summary>Whether a word only says that somebody asks for data.</summary>
    public static bool IsAsking(QuestionToken token) => AskingKeys.Contains(token.Folded) || AskingKeys.Contains(token.Key);

    private static FrozenSet<string> Keys(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(w => new[] { WordForm.FoldOf(w), TermKey.Of(WordForm.FoldOf(w)) }).ToFrozenSet(StringComparer.Ordinal);
}
