"""The first rubric of expertise: each criterion with its weight and the meaning of its scores.

The Regulation fixes no criteria (3.9 asks for expertise only): these are the defaults, and a
centre makes an edition of its own. Texts are in Kazakh, Russian and English; the meanings go
from score 0 to score 5. The weights add up to 100.
"""

NAME = (
    "Авторлық бағдарлама мен оқу материалын сараптау",
    "Экспертиза авторской программы и учебного материала",
    "Expertise of an author's programme or teaching material",
)

CRITERIA = (
    (
        15,
        ("Өзектілігі мен жаңалығы", "Актуальность и новизна", "Relevance and novelty"),
        (
            (
                "Өзектілігі негізделмеген, жұмыс қолданыстағы материалды қайталайды.",
                "Актуальность не обоснована, работа повторяет существующий материал.",
                "The need is not argued; the work repeats existing material.",
            ),
            (
                "Өзектілігі жалпы сөзбен айтылған, жаңалығы көрсетілмеген.",
                "Актуальность названа общими словами, новизна не указана.",
                "The need is stated in general words; nothing new is named.",
            ),
            (
                "Өзектілігі түсінікті, бірақ мұғалімдер мен оқушылардың нақты қажеттілігіне сүйенбейді; жаңалығы жекелеген тапсырмаларда ғана.",
                "Актуальность понятна, но не опирается на реальные запросы педагогов и учащихся; новы лишь отдельные задания.",
                "The need is clear but does not rest on what teachers and pupils actually lack; only some tasks are new.",
            ),
            (
                "Өзектілігі мектептің немесе өңірдің деректерімен дәлелденген; мазмұнының бір бөлігі жаңа.",
                "Актуальность подтверждена данными школы или региона; часть содержания нова.",
                "The need is shown by data of the school or the region; part of the content is new.",
            ),
            (
                "Өзектілігі деректермен дәлелденген; мазмұны да, әдістері де жаңа, ұқсас жұмыстардан айырмасы айтылған.",
                "Актуальность подтверждена данными; новы и содержание, и методы, названо отличие от сходных работ.",
                "The need is shown by data; both content and methods are new, and the difference from similar works is named.",
            ),
            (
                "Бұрын шешілмеген мәселені шешеді; жаңалығы ұқсас жұмыстармен салыстыра дәлелденген және облыстың басқа ұйымдарына да қажет.",
                "Решает задачу, которая до сих пор не была решена; новизна доказана сравнением со сходными работами и нужна другим организациям области.",
                "It solves what was not solved before; the novelty is proven against similar works and needed by other organisations of the region.",
            ),
        ),
    ),
    (
        20,
        (
            "Мемлекеттік білім беру стандартына сәйкестігі",
            "Соответствие государственному стандарту образования",
            "Agreement with the state standard of education",
        ),
        (
            (
                "Мақсаттары стандартқа қайшы келеді немесе білім алушының жасына сай емес.",
                "Цели противоречат стандарту или не соответствуют возрасту обучающихся.",
                "The aims contradict the standard or do not fit the learners' age.",
            ),
            (
                "Стандартқа сілтеме бар, бірақ оқу мақсаттары көрсетілмеген.",
                "Есть ссылка на стандарт, но цели обучения не указаны.",
                "The standard is cited, but no learning objectives are given.",
            ),
            (
                "Оқу мақсаттарының бір бөлігі ғана үлгілік оқу бағдарламасына сәйкес.",
                "Типовой учебной программе соответствует лишь часть целей обучения.",
                "Only some of the learning objectives agree with the model curriculum.",
            ),
            (
                "Мақсаттары мен мазмұны үлгілік бағдарламаға сәйкес; жекелеген тақырыптарда сағат саны асып кеткен.",
                "Цели и содержание соответствуют типовой программе; по отдельным темам превышены часы.",
                "Aims and content agree with the model curriculum; some topics exceed their hours.",
            ),
            (
                "Мақсаттары, мазмұны және сағат саны сәйкес; әр бөлімде оқу мақсаттарының кодтары берілген.",
                "Цели, содержание и часы соответствуют; в каждом разделе даны коды целей обучения.",
                "Aims, content and hours agree; each section gives the codes of its learning objectives.",
            ),
            (
                "Толық сәйкес; әр сабақта мақсат, күтілетін нәтиже және бағалау критерийі өзара байланысқан.",
                "Полное соответствие; на каждом занятии связаны цель, ожидаемый результат и критерий оценивания.",
                "Full agreement; in every lesson the objective, the expected result and the assessment criterion are linked.",
            ),
        ),
    ),
    (
        20,
        (
            "Ғылыми-әдістемелік негізділігі",
            "Научно-методическая обоснованность",
            "Scientific and methodical soundness",
        ),
        (
            (
                "Ғылыми қателер мазмұнды бұрмалайды.",
                "Научные ошибки искажают содержание.",
                "Factual errors distort the content.",
            ),
            (
                "Бірнеше ғылыми қате бар, әдістері түсіндірілмеген.",
                "Есть несколько научных ошибок, методы не объяснены.",
                "There are several factual errors, and the methods are not explained.",
            ),
            (
                "Өрескел қате жоқ, бірақ әдістері мақсаттарға сай таңдалмаған, дереккөздері ескірген.",
                "Грубых ошибок нет, но методы не подобраны под цели, источники устарели.",
                "There are no gross errors, but the methods do not serve the aims and the sources are dated.",
            ),
            (
                "Мазмұны дұрыс, әдістері мақсаттарға сай; теориялық негізі қысқаша берілген.",
                "Содержание верно, методы отвечают целям; теоретическая основа изложена кратко.",
                "The content is right and the methods serve the aims; the theory behind them is given in brief.",
            ),
            (
                "Әдістері теориямен және соңғы бес жылдың дереккөздерімен негізделген; тапсырмалар сараланған.",
                "Методы обоснованы теорией и источниками последних пяти лет; задания дифференцированы.",
                "The methods rest on theory and on sources of the last five years; the tasks are differentiated.",
            ),
            (
                "Әр әдістің таңдалуы негізделген және зерттеулерге сүйенеді; ерекше білім беру қажеттіліктері бар балаларға бейімделген.",
                "Выбор каждого метода обоснован и опирается на исследования; есть адаптация для детей с особыми образовательными потребностями.",
                "The choice of each method is argued and backed by research; it is adapted to children with special educational needs.",
            ),
        ),
    ),
    (
        10,
        ("Құрылымы мен толықтығы", "Структура и полнота", "Structure and completeness"),
        (
            (
                "Бөлімдері жоқ немесе өзара байланыспаған.",
                "Разделы отсутствуют или не связаны между собой.",
                "The parts are missing or do not hang together.",
            ),
            (
                "Негізгі бөлімдердің бірнешеуі жоқ (мысалы, күтілетін нәтижелер, жоспар).",
                "Нет нескольких основных разделов (например, ожидаемых результатов, плана).",
                "Several main parts are missing, such as the expected results or the plan.",
            ),
            (
                "Негізгі бөлімдердің біреуі жоқ немесе тек аталып өткен.",
                "Один из основных разделов отсутствует или лишь обозначен.",
                "One of the main parts is missing or only named.",
            ),
            (
                "Барлық бөлім бар; жоспар мен мазмұн арасында сәйкессіздік кездеседі.",
                "Все разделы есть; встречаются расхождения между планом и содержанием.",
                "All parts are there; the plan and the content differ in places.",
            ),
            (
                "Барлық бөлім толық, реті қисынды; жоспар, мазмұн және қосымшалар сәйкес келеді.",
                "Все разделы полны и расположены логично; план, содержание и приложения согласованы.",
                "All parts are complete and in a logical order; plan, content and appendices agree.",
            ),
            (
                "Басқа мұғалім қосымша түсіндірусіз қолдана алады: нұсқаулар, үлестірме материалдар және жауаптар берілген.",
                "Другой педагог может работать без дополнительных пояснений: даны указания, раздаточные материалы и ответы.",
                "Another teacher can use it with no further explanation: guidance, handouts and answers are given.",
            ),
        ),
    ),
    (
        10,
        ("Нәтижелерді бағалау", "Оценивание результатов", "Assessment of results"),
        (
            (
                "Бағалау көзделмеген.",
                "Оценивание не предусмотрено.",
                "No assessment is provided for.",
            ),
            (
                "Бағалау тек айтылып өткен, тапсырмалар жоқ.",
                "Оценивание только упомянуто, заданий нет.",
                "Assessment is only mentioned; there are no tasks.",
            ),
            (
                "Тапсырмалар бар, бағалау критерийлері жоқ.",
                "Задания есть, критериев оценивания нет.",
                "There are tasks but no criteria.",
            ),
            (
                "Тапсырмалар мен критерийлер бар, бірақ мақсаттардың бәрін қамтымайды.",
                "Есть задания и критерии, но они охватывают не все цели.",
                "There are tasks and criteria, but they do not cover every objective.",
            ),
            (
                "Критерийлер мен дескрипторлар барлық мақсатты қамтиды; қалыптастырушы бағалау бар.",
                "Критерии и дескрипторы охватывают все цели; есть формативное оценивание.",
                "Criteria and descriptors cover every objective; there is formative assessment.",
            ),
            (
                "Бұған қоса бастапқы және қорытынды өлшеу, өзін-өзі бағалау бар; нәтиже бойынша оқытуды түзету жолы көрсетілген.",
                "Кроме того, есть входное и итоговое измерение и самооценка; показано, как корректировать обучение по результатам.",
                "Besides, results are measured before and after, learners assess themselves, and it is shown how teaching is adjusted.",
            ),
        ),
    ),
    (
        15,
        (
            "Практикалық құндылығы мен апробациясы",
            "Практическая ценность и апробация",
            "Practical value and trial",
        ),
        (
            (
                "Сынақтан өтпеген, қолдану жолы түсініксіз.",
                "Апробации не было, способ применения неясен.",
                "It was not tried out, and it is unclear how to use it.",
            ),
            (
                "Сынақтан өткені айтылған, бірақ орны, мерзімі және нәтижесі көрсетілмеген.",
                "Апробация заявлена, но место, сроки и результаты не указаны.",
                "A trial is claimed, but its place, dates and results are not given.",
            ),
            (
                "Бір сыныпта немесе топта бір тоқсаннан аз сыналған; нәтижесі сипатталмаған.",
                "Апробация менее четверти в одном классе или группе; результаты не описаны.",
                "Tried out for less than a term in one class or group; results are not described.",
            ),
            (
                "Бір ұйымда кемінде бір оқу жылы сыналған; нәтижесі сипатталған.",
                "Апробация не менее учебного года в одной организации; результаты описаны.",
                "Tried out for at least a school year in one organisation; results are described.",
            ),
            (
                "Бір оқу жылы сыналған; нәтижесі бастапқы және соңғы деректермен көрсетілген; басқа ұйымдарда қолдануға болады.",
                "Апробация в течение учебного года; результаты показаны данными до и после; применимо в других организациях.",
                "Tried out for a school year; results are shown by data from before and after; other organisations can use it.",
            ),
            (
                "Бірнеше ұйымда сыналған; нәтижесі деректермен дәлелденген, басқа мұғалімдердің пікірлері бар.",
                "Апробация в нескольких организациях; результаты доказаны данными, есть отзывы других педагогов.",
                "Tried out in several organisations; results are proven by data, with the opinions of other teachers.",
            ),
        ),
    ),
    (
        10,
        ("Тілі мен рәсімделуі", "Язык и оформление", "Language and design"),
        (
            (
                "Мәтін түсініксіз, рәсімдеу талаптары сақталмаған.",
                "Текст непонятен, требования к оформлению не соблюдены.",
                "The text cannot be understood, and the rules of design are not kept.",
            ),
            (
                "Қателер көп, терминдер дұрыс қолданылмаған.",
                "Много ошибок, термины употреблены неверно.",
                "There are many mistakes, and terms are used wrongly.",
            ),
            (
                "Қателер бар, терминдер әркелкі; дереккөздерге сілтеме жоқ.",
                "Есть ошибки, термины непоследовательны; ссылок на источники нет.",
                "There are mistakes, terms vary, and no sources are cited.",
            ),
            (
                "Жекелеген қателер бар, терминдер дұрыс; сілтемелер толық емес.",
                "Есть отдельные ошибки, термины верны; ссылки неполны.",
                "There are a few mistakes; terms are right, references incomplete.",
            ),
            (
                "Сауатты әрі түсінікті; сілтемелер, кестелер мен суреттер талапқа сай.",
                "Грамотно и понятно; ссылки, таблицы и рисунки оформлены по требованиям.",
                "Correct and clear; references, tables and figures follow the rules.",
            ),
            (
                "Мінсіз сауатты, тілі білім алушының жасына лайық; көрнекіліктер мазмұнды толықтырады, авторлық құқық сақталған.",
                "Безупречно грамотно, язык соответствует возрасту; иллюстрации дополняют содержание, авторские права соблюдены.",
                "Faultless, in words that fit the age; illustrations add to the content, and copyright is kept.",
            ),
        ),
    ),
)
