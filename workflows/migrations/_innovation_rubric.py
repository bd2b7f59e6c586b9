"""The first rubric of innovation and experiment sites: criteria, weights, meanings of scores.

The Regulation fixes no criteria (3.6, 4.2.1): these are the defaults, and a centre makes an
edition of its own. Texts are in Kazakh, Russian and English; the meanings go from score 0 to
score 5. The weights add up to 100.
"""

NAME = (
    "Инновациялық немесе эксперименттік алаң бағдарламасын сараптау",
    "Экспертиза программы инновационной или экспериментальной площадки",
    "Review of the programme of an innovation or experiment site",
)

CRITERIA = (
    (
        20,
        ("Мәселенің өзектілігі", "Актуальность проблемы", "Why it is needed"),
        (
            (
                "Мәселе аталмаған.",
                "Проблема не названа.",
                "No problem is named.",
            ),
            (
                "Мәселе жалпы сөзбен айтылған, дерек жоқ.",
                "Проблема названа общими словами, данных нет.",
                "The problem is named in general words, without data.",
            ),
            (
                "Мәселе түсінікті, бірақ тек жеке пікірге сүйенеді.",
                "Проблема понятна, но опирается лишь на мнение.",
                "The problem is clear but rests on opinion alone.",
            ),
            (
                "Мәселе ұйымның өз деректерімен дәлелденген.",
                "Проблема подтверждена данными самой организации.",
                "The problem is shown by the organisation's own data.",
            ),
            (
                "Ұйымның және ауданның деректерімен дәлелденген, себептері талданған.",
                "Подтверждена данными организации и района, причины проанализированы.",
                "Shown by data of the organisation and the district; its causes are analysed.",
            ),
            (
                "Деректермен толық дәлелденген және шешімі облыстың басқа ұйымдарына да қажет.",
                "Полностью подтверждена данными, и её решение нужно другим организациям области.",
                "Fully shown by data, and its solution is needed by other organisations of the region.",
            ),
        ),
    ),
    (
        20,
        ("Жаңалығы", "Новизна", "What is new"),
        (
            (
                "Жаңалығы жоқ: күнделікті жұмыс сипатталған.",
                "Новизны нет: описана обычная работа.",
                "Nothing is new: everyday work is described.",
            ),
            (
                "Белгілі тәжірибе өзгеріссіз көшірілген.",
                "Известный опыт перенесён без изменений.",
                "Known practice is copied as it is.",
            ),
            (
                "Белгілі тәжірибе ұйым жағдайына ішінара бейімделген.",
                "Известный опыт частично приспособлен к условиям организации.",
                "Known practice is partly adapted to the organisation.",
            ),
            (
                "Ұйым үшін жаңа шешім ұсынылған.",
                "Предложено решение, новое для организации.",
                "The solution is new to the organisation.",
            ),
            (
                "Аудан үшін жаңа шешім, ұқсас тәжірибеден айырмасы көрсетілген.",
                "Решение ново для района, показано отличие от сходного опыта.",
                "The solution is new to the district; its difference from similar practice is shown.",
            ),
            (
                "Облыс үшін жаңа шешім, жаңалығы салыстыра дәлелденген.",
                "Решение ново для области, новизна доказана сравнением.",
                "The solution is new to the region, and this is proven by comparison.",
            ),
        ),
    ),
    (
        20,
        (
            "Кезеңдер мен іс-шаралардың ойластырылуы",
            "Продуманность этапов и мероприятий",
            "Stages and activities",
        ),
        (
            ("Кезеңдер көрсетілмеген.", "Этапы не указаны.", "No stages are named."),
            (
                "Кезеңдер аталған, мазмұны ашылмаған.",
                "Этапы названы, содержание не раскрыто.",
                "Stages are named without content.",
            ),
            (
                "Іс-шаралар бар, бірақ мерзімі мен жауаптысы көрсетілмеген.",
                "Мероприятия есть, но без сроков и ответственных.",
                "There are activities, without dates and persons.",
            ),
            (
                "Іс-шаралар жылдар бойынша бөлініп, жауаптылары көрсетілген.",
                "Мероприятия распределены по годам, указаны ответственные.",
                "Activities are spread over the years, each with a person.",
            ),
            (
                "Әр кезең мақсатпен байланысты, тәуекелдері ескерілген.",
                "Каждый этап связан с целью, учтены риски.",
                "Each stage leads to a goal; risks are considered.",
            ),
            (
                "Толық жоспар: кезең, нәтиже, тәуекел және түзету тәртібі өзара байланысты.",
                "Полный план: этапы, результаты, риски и порядок корректировки связаны между собой.",
                "A full plan that ties stages, results, risks and ways to correct the course.",
            ),
        ),
    ),
    (
        20,
        (
            "Нәтижелердің өлшенуі",
            "Измеримость результатов",
            "How results are measured",
        ),
        (
            ("Нәтижелер аталмаған.", "Результаты не названы.", "No results are named."),
            (
                "Нәтижелер тексеруге келмейді.",
                "Результаты нельзя проверить.",
                "The results cannot be checked.",
            ),
            (
                "Нәтижелер бар, өлшеу тәсілі жоқ.",
                "Результаты есть, способа измерения нет.",
                "There are results but no way to measure them.",
            ),
            (
                "Көрсеткіштер мен өлшеу тәсілі көрсетілген.",
                "Указаны показатели и способ измерения.",
                "Indicators and the way to measure them are given.",
            ),
            (
                "Бастапқы және күтілетін мәндер жылдар бойынша берілген.",
                "Даны исходные и ожидаемые значения по годам.",
                "Initial and expected values are given for each year.",
            ),
            (
                "Мәндер жылдар бойынша берілген, салыстыру тобы немесе тәуелсіз бағалау көзделген.",
                "Значения даны по годам, предусмотрены группа сравнения или независимая оценка.",
                "Values are given for each year, with a comparison group or an independent assessment.",
            ),
        ),
    ),
    (
        20,
        (
            "Мүмкіндіктер және тәжірибені тарату",
            "Ресурсы и распространение опыта",
            "Means, and sharing of the experience",
        ),
        (
            (
                "Кадрлар мен қаражат туралы дерек жоқ.",
                "Данных о кадрах и средствах нет.",
                "Nothing is said of staff and means.",
            ),
            (
                "Мүмкіндіктер жеткіліксіз.",
                "Ресурсов недостаточно.",
                "The means do not suffice.",
            ),
            (
                "Мүмкіндіктер ішінара бар, таратуы ойластырылмаған.",
                "Ресурсы есть частично, распространение не продумано.",
                "Some means are there; sharing is not thought of.",
            ),
            (
                "Мүмкіндіктер бар, тарату жалпы сөзбен айтылған.",
                "Ресурсы есть, о распространении сказано в общих словах.",
                "The means are there; sharing is mentioned in general words.",
            ),
            (
                "Мүмкіндіктер бар, тарату іс-шаралары жоспарланған.",
                "Ресурсы есть, мероприятия по распространению запланированы.",
                "The means are there, and sharing is planned.",
            ),
            (
                "Мүмкіндіктер толық, серіктестер келіскен, тәжірибе басқа ұйымдарға дайын түрде беріледі.",
                "Ресурсы полные, партнёры согласны, опыт передаётся другим организациям в готовом виде.",
                "All means are there, partners have agreed, and others receive the experience ready for use.",
            ),
        ),
    ),
)
