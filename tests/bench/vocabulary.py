"""The words that the benchmark's reviews are made of; nothing comes in, lists of text go out.

Films come from eleven languages in ten scripts, as on a blog that looks beyond one country: text
that is not Latin is longer in bytes, costs more in JSON and takes other paths in Pelican's slugs
and summaries.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cinema:
    """What films of one language look like: where they are made, their titles and their people."""

    country: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    titles: tuple[str, ...]
    family_first: bool = False


HOME = Cinema(
    "United Kingdom",
    (
        "Agnes",
        "Beatrix",
        "Callum",
        "Dorothea",
        "Edmund",
        "Freya",
        "Gareth",
        "Harriet",
        "Imogen",
        "Jasper",
        "Keziah",
        "Lionel",
        "Maud",
        "Nigel",
        "Olive",
        "Percival",
        "Rosalind",
        "Silas",
        "Tabitha",
        "Winifred",
    ),
    (
        "Ashdown",
        "Birchwood",
        "Coldwell",
        "Dunmore",
        "Eastlake",
        "Fairclough",
        "Garrick",
        "Hollis",
        "Inglewood",
        "Kettering",
        "Larkspur",
        "Merriweather",
        "Northcott",
        "O'Dell",
        "Pemberton",
        "Quayle",
        "Ravenscroft",
        "St. Clair",
        "Thornbury",
        "Wexford",
    ),
    (),
)

ABROAD: tuple[Cinema, ...] = (
    Cinema(
        "South Korea",
        ("민서", "지훈", "서연", "도윤", "하은", "준호", "수아", "태민"),
        ("강", "문", "배", "서", "윤", "임", "조", "황"),
        ("바람의 집", "늦은 여름", "유리 바다", "두 번째 겨울", "마지막 기차"),
        family_first=True,
    ),
    Cinema(
        "Japan",
        ("葵", "大輔", "恵子", "健太", "美咲", "直樹", "桜", "拓也"),
        ("青木", "石川", "上田", "岡本", "坂本", "中島", "原田", "村上"),
        ("月夜の橋", "静かな庭", "夏の手紙", "雨の駅", "遠い灯台"),
        family_first=True,
    ),
    Cinema(
        "China",
        ("晓明", "丽华", "建国", "雪梅", "志强", "海燕"),
        ("陈", "郭", "何", "林", "宋", "赵"),
        ("春天的渡口", "北方旧事", "纸灯笼", "山中来信"),
        family_first=True,
    ),
    Cinema(
        "Ukraine",
        ("Богдан", "Ганна", "Дмитро", "Катерина", "Лесь", "Оксана", "Тарас", "Юлія"),
        ("Бондар", "Гончар", "Коваленко", "Мельник", "Поліщук", "Ткаченко"),
        ("Тихий берег", "Соняшник у снігу", "Листи з дому", "Остання весна"),
    ),
    Cinema(
        "Greece",
        ("Αλέξης", "Δάφνη", "Ελένη", "Θάνος", "Μαρίνα", "Νίκος"),
        ("Αγγελίδης", "Βασιλείου", "Γεωργίου", "Καραλής", "Παππάς"),
        ("Το νησί της άμμου", "Μακρύς χειμώνας", "Η γέφυρα"),
    ),
    Cinema(
        "Lebanon",
        ("أمل", "باسم", "جمانة", "رامي", "سلمى", "كريم"),
        ("الحداد", "الخوري", "النجار", "شاهين", "مرعي"),
        ("بيت الياسمين", "طريق البحر", "رسائل الصيف"),
    ),
    Cinema(
        "Israel",
        ("אורי", "דנה", "יעל", "נועם", "רותם", "תמר"),
        ("אלון", "ברק", "גולן", "כרמל", "שקד"),
        ("הבית על הגבעה", "חורף ארוך", "מכתב אחרון"),
    ),
    Cinema(
        "India",
        ("अनिता", "कबीर", "दीपा", "मोहन", "राधा", "विक्रम"),
        ("कपूर", "जोशी", "नायर", "मेहता", "वर्मा"),
        ("नदी का गीत", "आख़िरी बारिश", "काँच का घर"),
    ),
    Cinema(
        "Thailand",
        ("กมล", "ชลธิชา", "ธนา", "ปรียา", "วิชัย", "สุดา"),
        ("แก้วมณี", "จันทร์ดี", "ทองสุข", "ศรีสวัสดิ์"),
        ("บ้านริมน้ำ", "ฤดูฝนสุดท้าย", "จดหมายจากเมืองเหนือ"),
    ),
    Cinema(
        "Czechia",
        ("Anežka", "Bořek", "Jiří", "Lukáš", "Růžena", "Žofie"),
        ("Dvořáček", "Havlíková", "Křížek", "Němcová", "Šťastný"),
        ("Tichý dům", "Poslední žně", "Řeka v mlze"),
    ),
)

TITLES = (
    "The {adjective} {noun}",
    "{Noun} and {noun}",
    "A {noun} for the {noun}",
    "{Adjective}",
    "After the {noun}",
    "{Noun}: The {adjective} Years",
    "Nobody's {Noun}",
    "{Number} Times the {Noun}",
)
ROLES = (
    "the Ferryman",
    "Inspector Vale",
    "Aunt Prudence",
    "Young Tobias",
    "the Lodger",
    "Captain",
    "Dr. Marlow",
    "Sister Ines",
    "the Neighbour",
    "Mrs. Applegate",
    "Old Tobias",
    "Radio Voice",
    "the Clerk",
    "Petra",
    "Little Sam",
    "Judge Harrow",
    "Nurse Odile",
    "the Stranger",
)
ROLE_NOTES = (
    "(Child)",
    "(Adult)",
    "(voice)",
    "(uncredited)",
    "(archive footage)",
)
GENRES = (
    "Drama",
    "Comedy",
    "Thriller",
    "Romance",
    "Mystery",
    "War",
    "Western",
    "Horror",
    "Musical",
    "Adventure",
    "Crime",
    "Fantasy",
)
SOURCES = (
    "the distributor",
    "the press kit",
    "the festival catalogue",
    "the back of the box",
)
CATEGORIES = (
    "cinema",
    "home video",
    "festivals",
    "classics",
    "rewatched",
    "short notices",
)
TAGS = (
    "slow burn",
    "debut",
    "ensemble",
    "black and white",
    "based on a novel",
    "road movie",
    "courtroom",
    "winter",
    "seaside",
    "family",
    "remake",
    "double bill",
    "ghosts",
    "trains",
    "one location",
    "long take",
    "miniatures",
    "needle drop",
    "tearjerker",
    "silent",
)
LETTERS = (
    "A",
    "A-",
    "B+",
    "B",
    "B-",
    "C+",
    "C",
    "D",
)

NOUNS = (
    "harbour",
    "staircase",
    "orchard",
    "letter",
    "winter",
    "camera",
    "promise",
    "widow",
    "lighthouse",
    "silence",
    "railway",
    "melody",
    "stranger",
    "kitchen",
    "mirror",
    "ending",
    "courtyard",
    "shadow",
    "garden",
    "courtroom",
    "bicycle",
    "memory",
    "village",
    "daughter",
    "storm",
    "portrait",
    "balloon",
    "prison",
    "piano",
    "friendship",
    "border",
    "miracle",
)
ADJECTIVES = (
    "patient",
    "crooked",
    "tender",
    "weightless",
    "stubborn",
    "grey",
    "generous",
    "brittle",
    "restless",
    "plain",
    "luminous",
    "clumsy",
    "solemn",
    "hungry",
    "wry",
    "gentle",
    "unhurried",
    "faded",
    "sharp",
    "quiet",
    "borrowed",
    "golden",
    "uneasy",
    "sincere",
)
VERBS = (
    "follows",
    "forgives",
    "outlives",
    "frames",
    "betrays",
    "carries",
    "interrupts",
    "answers",
    "surrounds",
    "mourns",
    "imitates",
    "rescues",
    "remembers",
    "teases",
    "rewards",
    "outwits",
)
ADVERBS = (
    "slowly",
    "without warning",
    "almost by accident",
    "with real warmth",
    "in one long take",
    "against all odds",
    "more than once",
    "in plain sight",
    "rather late",
    "at last",
)
NUMBERS = (
    "Two",
    "Three",
    "Seven",
    "Nine",
    "Twelve",
    "Forty",
)

SENTENCES = (
    "The {adjective} {noun} {verb} the {noun} {adverb}, and nobody in the room seems to mind.",
    "What stays with me is the {noun}, {adjective} and {adjective}, long after the credits.",
    "{actor} plays this {adverb}, as if the {noun} were the only thing left in the world.",
    "There is a scene with a {noun} and a {noun} that I would not want to spoil for anyone.",
    "I laughed {adverb}, which I had not expected from a film about a {noun}.",
    "Every {noun} here is {adjective}; every {noun} is a little more {adjective} than it looks.",
    "The music {verb} the pictures, but the {noun} would have been enough on its own.",
    "Halfway through, the story {verb} its own {noun} and becomes something {adjective}.",
    "My neighbour in the third row cried {adverb}, and I pretended to look for my scarf.",
    "It is not that the {noun} is {adjective}, it is that the film never says so.",
    "{actor} and {actor} share perhaps ten minutes, and those ten minutes carry the {noun}.",
    "If the second act is {adjective}, the third one {verb} it {adverb}.",
    "Some will call the {noun} sentimental, and some will be right.",
    "The camera {verb} a {noun} the way other films treat an explosion.",
    "A {adjective} joke about the {noun} comes back {adverb} and turns into the theme.",
    "I have seen {adjective} films about a {noun}, though none with such a {adjective} {noun}.",
)
DECORATED = (
    "It is a *{adjective}* film, and I mean that **{adverb}**.",
    "More about the {noun} in [an older review](https://example.org/notes/{noun}).",
    "The word that I wrote in the dark was **{adjective}**, underlined *twice*.",
    "Compare the [soundtrack of the year before](https://example.org/music/{noun}), all {noun}.",
)
HEADINGS = ("What works", "What does not", "The {noun}", "On the {adjective} side", "In the end")
FACTS = (
    "The {noun} was built for the film and burned down {adverb}.",
    "Shot in {days} days, most of them around one {noun}.",
    "{actor} learned to repair a {noun} for the part.",
    "The working title was The {adjective} {noun}.",
    "About {thousands},000 tickets were sold in the first week.",
    "The {noun} in the last scene belongs to the director's family.",
    "A remake with a {adjective} {noun} was announced and never made.",
)
QUOTES = (
    "You cannot post a {noun} twice.",
    "I kept the {noun}. You may have the {adjective} {noun}.",
    "Nobody ever thanked a {noun} for being {adjective}.",
    "Thank you for the {noun}, and for the rest of it.",
)
