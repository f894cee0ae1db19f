"""Lists of people in answers: seen where they are, and not where there is something else. All names are made up."""

import time

import pytest

from questionnaire.interviews.answers import Answer, Evidence, EvidenceState
from questionnaire.interviews.names import names_in_answer, names_in_text

LISTS = (
    "Rahima Begum, Karim Mia and Shilpi Akter",
    "Elected were Rahima Begum, Karim Mia and Shilpi Akter.",
    "The union's leaders are Rahima Begum; Karim Mia; Shilpi Akter; Md. Sohel.",
    "rahima, karim, shilpi",
    "Rahima, Karim and Shilpi spoke.",
    "1. Rahima Begum\n2. Karim Mia\n3. Shilpi Akter",
    "1) Rahima 2) Karim 3) Shilpi",
    "- Rahima Begum\n- Karim Mia\n- Shilpi Akter",
    "Rahima Begum (sewing), Karim Mia (cutting), Shilpi Akter (packing)",
    "Rahima Begum, operator, Karim Mia, helper, Shilpi Akter, packer",
    "Rahima Begum - operator\nKarim Mia - helper\nShilpi Akter - packer",
    "Rahima Begum 10234\nKarim Mia 10235\nShilpi Akter 10236",
    "Rahima 10234, Karim 10235, Shilpi 10236",
    "10234 Zorina, 10235 Palwi, 10236 Tebon",
    "10234 Zorina Mitul\n10235 Palwi Tebon\n10236 Tebon Zul",
    "Zorina EMP-0012; Palwi EMP-0013; Tebon EMP-0014",
    "Zorina (ID 55210), Palwi (ID 55211), Tebon (ID 55212)",
    "Members: Zorina, Palwi, Tebon",
    "Members:\nZorina\nPalwi\nTebon",
    "Membership list: ZORINA MITUL, PALWI TEBON, HALIMA BEGUM",
    "Names of those who signed: Zorina, Palwi, Tebon and Mitul",
    "Ledenlijst: Zorina, Palwi, Tebon",
    "leden: rahima, karim, shilpi",
    "Aanwezig: Jan de Vries, Piet van den Berg en Kees Bakker",
    "Jan de Vries, Piet van den Berg en Kees Bakker",
    "Mevr. Jansen, dhr. De Boer en mevr. Visser",
    "Mr Rahman, Mrs Akter and Ms Begum",
    "K. Rahman, S. Akter, M. Islam",
    "Begum, Rahima; Mia, Karim; Akter, Shilpi",
    "RAHIMA BEGUM, KARIM MIA, SHILPI AKTER",
    "Nguyễn Thị Lan, Trần Văn Hùng, Lê Thị Hoa",
    "Nguyen Thi Lan, Tran Van Hung and Le Thi Hoa",
    "Sok Dara, Chan Sreymom, Keo Sophea",
    "Wang Fang, Li Na, Zhang Wei",
    "Ayşe Yılmaz, Mehmet Demir ve Fatma Kaya",
    "Siti Rahayu, Budi Setiawan, Dewi Lestari",
    "Ahmed ben Ali, Fatima El Amrani, Youssef Alaoui",
    "Abebo Tirune, Kenenu Dibabo, Tsegay Walde",
    "Lakshmi Devi / Sunita Kumari / Meena Kumar",
    "Dismissed after the strike: Rahima Begum, Karim Mia, Shilpi Akter, Sohel Khan, Nasima Khatun.",
    "The member numbers are 10234, 10235 and 10236.",
    "Employee IDs: 4411, 4412, 4413",
    "lidnummers 20341, 20342, 20343",
    "সদস্য: রহিমা বেগম, করিম মিয়া, শিল্পী আক্তার",
    "রহিমা বেগম 10234\nকরিম মিয়া 10235\nশিল্পী আক্তার 10236",
    "会员名单：张伟、李娜、王芳",
    "张伟 10234，李娜 10235，王芳 10236",
    "សមាជិក៖ សុខ ដារ៉ា, ចាន់ ស្រីមុំ, កែវ សុភា".replace("៖", ":"),
    "Members: সুমি, রিনা, করিম",
    "أعضاء: فاطمة، أحمد، مريم",
    "उनके सदस्य: सीता देवी, रमेश कुमार, गीता शर्मा",
    "உறுப்பினர்கள்: லட்சுமி, முருகன், செல்வி",
)

OTHERS = (
    "Wages are 12500 Taka, 13500 Taka and 14500 Taka.",
    "Taka 12500, Taka 13500, Taka 14500",
    "",
    "Rahima Begum",
    "Rahima Begum and Karim Mia",
    "Said by the HR manager, in the presence of two workers.",
    "Bengali, English, Dutch",
    "Bengali, Hindi, Tamil and Khmer",
    "Engels, Nederlands en Bengaals",
    "BCWS, NGWF and SGSF",
    "FNV, CNV en IndustriALL",
    "IndustriALL Global Union, Clean Clothes Campaign, Better Work",
    "Sommilito Garments Sramik Federation, National Garment Workers Federation, Bangladesh Independent Garment Workers Union",
    "Dhaka, Gazipur, Narayanganj",
    "Dhaka, Gazipur and Savar: three sites",
    "New Delhi, Hong Kong, Phnom Penh",
    "Sri Lanka, South Korea, New Zealand",
    "Ho Chi Minh City, Binh Duong, Dong Nai",
    "They come from villages in Bac Lieu, Ca Mau and Soc Trang.",
    "Tamil Nadu, Andhra Pradesh, Uttar Pradesh",
    "Dhaka 12500, Gazipur 13000, Savar 11000",
    "January, March and June",
    "Maandag, woensdag en vrijdag",
    "Monday to Friday; Saturday; never Sunday",
    "Eid al-Fitr, Eid al-Adha, Durga Puja",
    "Production Manager, Line Supervisor, Quality Inspector",
    "HR Manager, Compliance Officer and Welfare Officer",
    "Present: HR Manager, Line Supervisor, Nurse",
    "Members: management, workers, union",
    "Members: Management, Workers, Union",
    "Members: 1200, 1250, 1300",
    "Members in 2023, 2024, 2025: 320, 340, 360",
    "members 1200, women 800, migrants 0",
    "Voorzitter, secretaris en penningmeester",
    "Voorzitter, Secretaris, Penningmeester",
    "H&M, C&A, Zara",
    "Zara, Mango, Primark and Lidl",
    "Calvin Klein, Tommy Hilfiger, Hugo Boss",
    "Our brands are Kontu Blue, Velda Rosso, Taro Nove.",
    "Wages, Overtime, Leave, Safety",
    "Wages and hours; Fire Safety; Maternity Leave",
    "Sewing, Cutting, Finishing, Packing",
    "Sewing: 120, Cutting: 40, Packing: 30",
    "Line 1, Line 2, Line 3",
    "Building A, Building B, Building C",
    "Voorbeeld Knit, Proefdruk Denim, Nergens Garments",
    "Hossain Garments, Islam Knit, Rahman Denim",
    "Rana Plaza, Tazreen Fashions, Spectrum Sweater",
    "Labour Act, Trade Unions Ordinance, Factories Act",
    "C87, C98, C135",
    "Wages were paid. Overtime is voluntary. Safety is good. Nobody complained.",
    "Wages are late\nOvertime is forced\nNobody dares to complain",
    "The committee meets monthly. Minutes are kept. Posters hang at Gate 1, Gate 2 and Gate 3.",
    "Yes, No, Partly",
    "Health and Safety Committee, Canteen Committee, Sports Committee",
    "Elections on 3 May 2024, 12 June 2025 and 1 July 2026.",
    "1. Wages\n2. Hours\n3. Safety",
    "Punten: 1) loon 2) uren 3) veiligheid",
    "Muslim, Hindu, Buddhist and Christian workers",
    "Reference 2026-0001, 2026-0002, 2026-0003",
    "বাংলা, হিন্দি, তামিল",
    "ঢাকা, গাজীপুর, সাভার",
    "工资、工时、安全",
    "广州、深圳、东莞",
    "ភ្នំពេញ, កណ្តាល, តាកែវ",
    "دكا، غازيبور، سافار",
)  # fmt: skip


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_people_is_seen(text: str) -> None:
    assert len(names_in_text(text)) >= 3


@pytest.mark.parametrize("text", OTHERS)
def test_other_lists_and_sentences_are_none(text: str) -> None:
    assert names_in_text(text) == ()


def test_the_names_are_told_as_they_stand() -> None:
    found = names_in_text("Elected: Rahima Begum (line 3), Karim Mia and Md. Sohel Rana.")
    assert found == ("Rahima Begum", "Karim Mia", "Md Sohel Rana")


def test_every_text_of_an_answer_is_looked_at() -> None:
    names = "Rahima Begum, Karim Mia, Shilpi Akter"
    assert names_in_answer(Answer(names))
    assert names_in_answer(Answer("yes", note=names))
    assert names_in_answer(Answer("yes", evidence=(Evidence(EvidenceState.SEEN, f"list: {names}"),)))
    assert not names_in_answer(Answer(("wages", "hours"), note="Said by the HR manager."))
    assert not names_in_answer(Answer(12_500))


def test_the_longest_text_is_looked_at_between_two_keys() -> None:
    text = ("Rahima said that wages are late, and that Karim, too, waits. " * 400)[:20_000]
    start = time.perf_counter()
    names_in_text(text)
    assert time.perf_counter() - start < 1
