"""The days of 2024–2027 as the package ``holidays`` 0.109 (Kazakhstan) gives them.

The package knows that 30 August stopped being a holiday in 2026 and that 15 March, the day of the
new Constitution, is one from 2027, so nothing had to be corrected. Of 2024 and 2025 it knows the
days that the Government moved; of 2026 and 2027 none, and its days of Kurban Ait there are
estimates: an administrator enters what is published later. A holiday on a weekend moves the day
off to the next working day, but not Christmas and Kurban Ait (Labour Code, Article 85).
"""

from datetime import date

NEW_YEAR = ("Жаңа жыл", "Новый год", "New Year's Day")
CHRISTMAS = ("Православиелік Рождество", "Православное Рождество", "Orthodox Christmas")
WOMEN = ("Халықаралық әйелдер күні", "Международный женский день", "International Women's Day")
NAURYZ = ("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz")
UNITY = (
    "Қазақстан халқының бірлігі мерекесі",
    "Праздник единства народа Казахстана",
    "Day of Unity of the People of Kazakhstan",
)
DEFENDER = ("Отан қорғаушы күні", "День защитника Отечества", "Defender of the Fatherland Day")
VICTORY = ("Жеңіс күні", "День Победы", "Victory Day")
KURBAN_AIT = ("Құрбан айт", "Курбан айт", "Kurban Ait")
CAPITAL = ("Астана күні", "День столицы", "Capital Day")
CONSTITUTION = ("Конституция күні", "День Конституции", "Constitution Day")
REPUBLIC = ("Республика күні", "День Республики", "Republic Day")
INDEPENDENCE = ("Тәуелсіздік күні", "День Независимости", "Independence Day")
OFF = ("Ауыстырылған демалыс күні", "Перенесённый выходной день", "Moved day off")
WORKS = ("Ауыстырылған жұмыс күні", "Перенесённый рабочий день", "Moved working day")

# Each with whether it is the day to which a holiday's day off moved.
DAYS = (
    (date(2024, 1, 1), NEW_YEAR, False),
    (date(2024, 1, 2), NEW_YEAR, False),
    (date(2024, 1, 7), CHRISTMAS, False),
    (date(2024, 3, 8), WOMEN, False),
    (date(2024, 3, 21), NAURYZ, False),
    (date(2024, 3, 22), NAURYZ, False),
    (date(2024, 3, 23), NAURYZ, False),
    (date(2024, 3, 25), NAURYZ, True),
    (date(2024, 5, 1), UNITY, False),
    (date(2024, 5, 4), WORKS, False),
    (date(2024, 5, 7), DEFENDER, False),
    (date(2024, 5, 8), OFF, False),
    (date(2024, 5, 9), VICTORY, False),
    (date(2024, 6, 16), KURBAN_AIT, False),
    (date(2024, 7, 6), CAPITAL, False),
    (date(2024, 7, 8), CAPITAL, True),
    (date(2024, 8, 30), CONSTITUTION, False),
    (date(2024, 10, 25), REPUBLIC, False),
    (date(2024, 12, 16), INDEPENDENCE, False),
    (date(2025, 1, 1), NEW_YEAR, False),
    (date(2025, 1, 2), NEW_YEAR, False),
    (date(2025, 1, 3), OFF, False),
    (date(2025, 1, 5), WORKS, False),
    (date(2025, 1, 7), CHRISTMAS, False),
    (date(2025, 3, 8), WOMEN, False),
    (date(2025, 3, 10), WOMEN, True),
    (date(2025, 3, 21), NAURYZ, False),
    (date(2025, 3, 22), NAURYZ, False),
    (date(2025, 3, 23), NAURYZ, False),
    (date(2025, 3, 24), NAURYZ, True),
    (date(2025, 3, 25), NAURYZ, True),
    (date(2025, 5, 1), UNITY, False),
    (date(2025, 5, 7), DEFENDER, False),
    (date(2025, 5, 9), VICTORY, False),
    (date(2025, 6, 6), KURBAN_AIT, False),
    (date(2025, 7, 6), CAPITAL, False),
    (date(2025, 7, 7), CAPITAL, True),
    (date(2025, 8, 30), CONSTITUTION, False),
    (date(2025, 9, 1), CONSTITUTION, True),
    (date(2025, 10, 25), REPUBLIC, False),
    (date(2025, 10, 27), REPUBLIC, True),
    (date(2025, 12, 16), INDEPENDENCE, False),
    (date(2026, 1, 1), NEW_YEAR, False),
    (date(2026, 1, 2), NEW_YEAR, False),
    (date(2026, 1, 7), CHRISTMAS, False),
    (date(2026, 3, 8), WOMEN, False),
    (date(2026, 3, 9), WOMEN, True),
    (date(2026, 3, 21), NAURYZ, False),
    (date(2026, 3, 22), NAURYZ, False),
    (date(2026, 3, 23), NAURYZ, False),
    (date(2026, 3, 24), NAURYZ, True),
    (date(2026, 3, 25), NAURYZ, True),
    (date(2026, 5, 1), UNITY, False),
    (date(2026, 5, 7), DEFENDER, False),
    (date(2026, 5, 9), VICTORY, False),
    (date(2026, 5, 11), VICTORY, True),
    (date(2026, 5, 27), KURBAN_AIT, False),
    (date(2026, 7, 6), CAPITAL, False),
    (date(2026, 10, 25), REPUBLIC, False),
    (date(2026, 10, 26), REPUBLIC, True),
    (date(2026, 12, 16), INDEPENDENCE, False),
    (date(2027, 1, 1), NEW_YEAR, False),
    (date(2027, 1, 2), NEW_YEAR, False),
    (date(2027, 1, 4), NEW_YEAR, True),
    (date(2027, 1, 7), CHRISTMAS, False),
    (date(2027, 3, 8), WOMEN, False),
    (date(2027, 3, 15), CONSTITUTION, False),
    (date(2027, 3, 21), NAURYZ, False),
    (date(2027, 3, 22), NAURYZ, False),
    (date(2027, 3, 23), NAURYZ, False),
    (date(2027, 3, 24), NAURYZ, True),
    (date(2027, 5, 1), UNITY, False),
    (date(2027, 5, 3), UNITY, True),
    (date(2027, 5, 7), DEFENDER, False),
    (date(2027, 5, 9), VICTORY, False),
    (date(2027, 5, 10), VICTORY, True),
    (date(2027, 5, 16), KURBAN_AIT, False),
    (date(2027, 7, 6), CAPITAL, False),
    (date(2027, 10, 25), REPUBLIC, False),
    (date(2027, 12, 16), INDEPENDENCE, False),
)
