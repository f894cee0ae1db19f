"""Words that tell a list of people from a list of places, brands, posts or topics. Small letters, no accents."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _words("""
    members member membership names name attendees attendance participants present signatories signatures leaders
    leden lid ledenlijst namenlijst namen naam aanwezig aanwezigen deelnemers ondertekenaars
    uyeler uye isimler anggota nama
    """)
"""What stands over a list of people, before a colon or on a line of its own."""

CASELESS_HEADINGS = (
    "সদস্য", "নাম", "তালিকা", "会员", "會員", "成员", "成員", "名单", "名單", "姓名", "សមាជិក", "ឈ្មោះ", "បញ្ជី", "सदस्य", "नाम",
    "सूची", "உறுப்பினர்", "பெயர்", "أعضاء", "أسماء", "قائمة", "اراکین", "نام", "အဖွဲ့ဝင်", "အမည်", "สมาชิก", "รายชื่อ",
    "thành viên", "danh sách",
)  # fmt: skip
"""The same in the languages of the sites, found anywhere in the line over the list."""

TITLES = _words("mr mrs ms miss md mst dr prof dhr mevr mw meneer mevrouw heer bapak ibu pak bu daw")
"""What stands before a name."""

PARTICLES = _words(
    "van de der den ter ten het la le el al bin binti bint ben ibn von und y da do dos e a/l a/p"
)
"""What stands within a name in small letters."""

KNOWN_NAMES = _words("""
    abdul abdullah abul ahmed ahmad akhter akter akther ali alam anwar arif aziz banu begum bibi biplob chowdhury faruk
    fatema fatima habib halima hasan hasina hossain hosen hussain ibrahim islam jahan jahanara jamal kabir kalam kamal
    karim khaleda khan khatun liton mahmud mia miah mohammad mohammed mohamed mostafa mosammat muhammad nahar nasima
    nasreen nasrin nazma nurul parvin rafiq rahima rahman rashid rina rokeya sabina sadia salam salma sarker shahin sheikh
    shahida shamima sharmin shilpi shirin sohel sultana sumi taslima uddin yasmin
    anil arjun devi deepa gita iyer kavita kumar kumari lakshmi meena murugan nair patel pooja priya rajesh ramesh rani
    ravi reddy selvi sharma sita sunita suresh vijay
    bopha chea chhay chanthou dara kanha keo khem kosal phal phalla pich rith samnang sophal sophea sokha sokhom
    sovann sreymom sreyneang sreypov srey vanna veasna vuthy
    dao dinh dung hien hoang huong huynh linh minh ngoc nguyen phan phuong quang thao thi tran trinh tuan tuyet
    fang feng guo huang jing juan liu qiang wei xiao xu yang ying yong zhang zhao zheng zhou
    ayse demir dogan elif emine fatma hatice huseyin kaya mehmet mustafa ozturk sahin yildirim yildiz yilmaz zeynep
    agus budi dewi eko indah kurniawan lestari nurhayati putri rahayu rini sari setiawan siti sri suharto susanto
    wahyuni wati yanti
    aung htwe khin kyaw maung myint nwe thida zaw
    achieng banda chikondi dlamini mwangi ndlovu njoroge otieno phiri wanjiru
    amina hamid khadija mariam omar youssef zahra
    jansen bakker visser smit meijer bos mulder willem pieter kees joop henk anneke ingrid marieke
    garcia gomez gonzalez hernandez jose lopez maria martinez perez ramirez rodriguez sanchez
    anna david john james joseph michael peter robert sarah thomas
    """)
"""Names that are met in the countries of the sites, and are no other word."""

_PLACES = """
    africa america asia europe afrika amerika azie europa bangladesh dhaka gazipur narayanganj chittagong chattogram savar
    ashulia mirpur tongi narsingdi khulna rajshahi sylhet barisal barishal rangpur mymensingh cumilla comilla bogura
    cox bazar bazaar
    india delhi mumbai bombay chennai madras bangalore bengaluru tirupur tiruppur coimbatore karnataka tamil nadu andhra
    pradesh uttar madhya gujarat kolkata calcutta noida gurgaon gurugram haryana punjab rajasthan jaipur ludhiana surat
    ahmedabad hyderabad kerala bihar odisha jharkhand west bengal pakistan karachi lahore faisalabad sialkot sindh
    sri lanka colombo gampaha katunayake biyagama kandy nepal kathmandu myanmar burma yangon rangoon mandalay bago pathein
    hlaing tharyar thar thilawa cambodia cambodja phnom penh kandal kampong speu cham chhnang svay rieng takeo siem reap
    battambang bavet poipet vietnam viet nam hanoi saigon chi city binh duong duc dong nai long da nang hai phong
    thai thanh hoa nghe hue bac ninh giang vinh phuc hung yen can tho ha noi noi
    china beijing shanghai guangdong guangzhou shenzhen dongguan jiangsu zhejiang ningbo hangzhou fujian xiamen shandong
    qingdao xinjiang hebei henan hubei hunan sichuan suzhou wuxi anhui jiangxi hong kong macau taiwan taipei
    indonesia indonesie jakarta bandung semarang java jawa barat tengah timur bekasi tangerang bogor sukabumi karawang
    solo surakarta boyolali majalengka malaysia penang kuala lumpur thailand bangkok mae sot laos vientiane philippines
    filipijnen manila cebu japan tokyo osaka korea seoul singapore
    turkey turkiye turkije istanbul izmir ankara bursa denizli gaziantep adana mersin urfa malatya batman egypt egypte
    cairo alexandria port said morocco marokko tangier tanger casablanca rabat tunisia tunesie tunis sousse monastir sfax
    jordan jordanie amman irbid zarqa sahab ethiopia ethiopie addis ababa hawassa mekelle kenya nairobi athi river
    mombasa madagascar antananarivo mauritius lesotho maseru south north east west central new san santa saint los las
    united states kingdom york zealand england ireland scotland wales jersey mexico haiti port-au-prince honduras
    choloma pedro sula salvador guatemala nicaragua managua costa rica colombia peru lima brazil brazilie paulo
    netherlands nederland amsterdam rotterdam utrecht haag germany duitsland berlin france frankrijk paris belgium belgie
    brussels brussel antwerp antwerpen spain spanje italy italie rome milan milaan portugal porto romania roemenie
    bucharest bulgaria bulgarije sofia serbia servie poland polen ukraine oekraine kyiv moldova albania albanie tirana
    north-macedonia macedonia macedonie greece griekenland athens sweden denmark norway finland switzerland
    province district village town street road avenue park zone export processing estate area region state house
    building floor gate unit phase block plot sector bay hills garden plaza tower market airport bridge lake river
    gebouw verdieping straat weg wijk provincie dorp stad
"""
_CALENDAR = """
    january february march april may june july august september october november december januari februari maart mei juni
    juli augustus oktober monday tuesday wednesday thursday friday saturday sunday maandag dinsdag woensdag donderdag
    vrijdag zaterdag zondag day days week month year dag maand jaar eid fitr adha durga puja diwali christmas easter
    ramadan tet khmer pchum ben lunar holiday festival kerst pasen suikerfeest
"""
_TONGUES = """
    english dutch bengali bangla hindi urdu khmer tamil telugu malayalam kannada marathi punjabi nepali sinhala sinhalese
    vietnamese chinese mandarin cantonese burmese thai lao arabic turkish kurdish french german spanish portuguese italian
    romanian bulgarian indonesian javanese sundanese malay tagalog amharic swahili malagasy russian polish engels
    nederlands bengaals chinees arabisch turks koerdisch frans duits spaans birmaans vietnamees indonesisch
    muslim hindu buddhist christian catholic moslim boeddhist christen bangladeshi indian pakistani cambodian
"""
_BRANDS = """
    zara mango gap levi levis nike adidas puma primark lidl aldi kmart target walmart uniqlo inditex bestseller tchibo
    hema zeeman wibra esprit asos next tesco carrefour decathlon calvin klein tommy hilfiger hugo boss ralph lauren marks
    spencer michael kors karl lagerfeld pierre cardin jack jones vero moda abercrombie fitch victoria secret under armour
    new balance kappa lacoste gucci prada zalando scotch soda mcgregor gant wolford armani giorgio guess dolce gabbana
    tom tailor american eagle old navy banana republic fruit loom fast retailing peek cloppenburg
    amazon google excel word teams zoom whatsapp facebook
    accord alliance sedex amfori bsci sa8000 wrap slcp higg fla eti better work fair wear wage indicator
"""
_HOUSES = """
    union unions federation federations confederation congress league association committee council board commission trade
    labour labor workers worker garment garments sramik shramik karmachari federasyon sendika sendikasi serikat pekerja
    buruh industriall global solidarity centre center national international democratic independent free united joint
    bond bonden vakbond vakbonden federatie verbond raad commissie ondernemingsraad vereniging
    ltd limited pvt private inc plc gmbh bv nv company corporation group holding holdings industries industry textile
    textiles knit knits knitwear knitting denim fashion fashions apparel apparels clothing wear mills mill sweater
    sweaters factory factories fabriek plant dyeing washing embroidery printing spinning weaving trading exports ministry
    department inspectorate government court police bank university school hospital clinic ngo foundation institute
    organisation organization office programme program project agency authority act law ordinance code rules rule
    convention agreement contract policy protocol charter article section chapter annex wet artikel verdrag
"""
_POSTS = """
    manager managers director directors supervisor supervisors officer officers operator operators helper helpers cutter
    cutters inspector inspectors auditor auditors technician mechanic engineer electrician nurse doctor guard guards
    cleaner cleaners cook driver drivers chief head president chairman chairperson chair vice secretary treasurer member
    members leader leaders representative representatives rep reps delegate delegates steward clerk accountant assistant
    coordinator executive owner ceo cfo coo hr admin administration staff foreman master packer packers ironer ironers
    tailor tailors merchandiser storekeeper trainer counsellor welfare compliance production quality line floor senior
    junior deputy general acting former human resources sustainability sourcing buyer buyers supplier suppliers brand
    brands management leiding directeur voorzitter secretaris penningmeester voorman chef opzichter leidinggevende
    medewerker medewerkers vertegenwoordiger vertegenwoordigers inkoper leverancier lid leden hoofd bewaker kok monteur
"""
_TOPICS = """
    wage wages salary pay payment bonus bonuses overtime hours working health safety fire electrical structural leave
    maternity paternity sick annual casual holiday canteen food water toilet toilets transport childcare creche
    discrimination harassment violence gender women men workers child forced freedom association collective bargaining
    social dialogue grievance grievances complaint complaints mechanism procedure dismissal strike strikes training
    election elections ballot vote meeting meetings minutes poster posters notice register file document documents photo
    letter report audit visit interview survey induction handbook notice-board box hotline phone email yes no partly
    sewing cutting finishing packing ironing washing sampling store warehouse maintenance security quality control
    loon lonen uren overwerk veiligheid gezondheid verlof kinderopvang vervoer eten klachten klacht ontslag staking
    training verkiezing verkiezingen overleg vergadering naaien snijden inpakken strijken afwerking wasserij magazijn ja nee
    deels cotton polyester t-shirt shirts trousers jeans jackets dress dresses
"""
NO_NAMES = _words(f"{_BRANDS} {_HOUSES} {_POSTS} {_TOPICS}")
"""Words that no name of a person has: what has one of them is something else."""

SELDOM_NAMES = _words(f"{_PLACES} {_CALENDAR} {_TONGUES}")
"""Words that a name can have, beside others that are known for names."""

SMALL_WORDS = _words("""
    the a an this that these those we they he she it i you in on at for from with without of to by as if when where who what
    how why all some most many few each every both other another our their his her its my your not only also but because
    after before since until during under over between there here then now first second third last next previous and or
    de het een dit dat deze die wij zij hij ik je in op te voor van met zonder uit naar door als wanneer waar wie wat hoe
    waarom alle sommige meeste veel elke beide andere ons hun zijn haar niet alleen ook maar omdat na sinds tot tijdens
    onder boven tussen er hier dan nu eerste tweede derde laatste volgende vorige en of
    id ids no nr nrs nid emp card badge tel phone mobile lidnr pas
    """)
"""Words that begin or join sentences; a capital makes no name of them."""

NO_PEOPLE_BEFORE = _words("""
    in at near around across outside te naar uit nabij
    brand brands buyer buyers customer customers client clients merk merken klant klanten factory factories fabriek
    fabrieken supplier suppliers leverancier leveranciers union unions federation federations bond bonden vakbond vakbonden
    law laws wet wetten town towns city cities district districts province provinces region regions country countries stad
    steden plaats plaatsen land landen language languages taal talen street streets building buildings line lines
    department departments afdeling afdelingen section sections
    """)
"""Where one of these stands just before a list, it is no list of people."""
