"""How languages are named in the headings of a form, and which code each stands for."""

import re
import unicodedata

NAMES = {
    "ar": "Arabic", "am": "Amharic", "az": "Azerbaijani", "bg": "Bulgarian", "bn": "Bangla", "bs": "Bosnian", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fil": "Filipino", "fr": "French", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "or": "Odia", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sd": "Sindhi",
    "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tet": "Tetum", "tg": "Tajik", "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""English names by code, as XLSForm writes them in a heading."""

_ALSO = {
    "bengali": "bn", "francais": "fr", "espanol": "es", "portugues": "pt", "nederlands": "nl", "deutsch": "de", "italiano": "it",
    "kiswahili": "sw", "bahasa indonesia": "id", "turkce": "tr", "farsi": "fa", "kreyol": "ht", "mandarin": "zh", "myanmar": "my",
    "cambodian": "km", "nepalese": "ne", "sinhalese": "si", "eng": "en", "fra": "fr", "spa": "es", "ara": "ar",
}  # fmt: skip
_CODES = {name.casefold(): code for code, name in NAMES.items()} | _ALSO | {code: code for code in NAMES}
_IN_BRACKETS = re.compile(r"(.*?)\s*\(\s*([A-Za-z0-9]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*\)\s*")


def heading_for(code: str) -> str:
    """A language as a heading names it: `English (en)`."""
    return f"{NAMES.get(code, code)} ({code})"


def language_in(heading: str) -> tuple[str, str]:
    """Code and name of a language in a heading: `English (en)`, `English`, `en`, `Kiswahili (sw)`."""
    name = re.sub(r"\s+", " ", heading).strip()
    in_brackets = _IN_BRACKETS.fullmatch(name)
    if in_brackets:
        return _as_code(in_brackets[2]), in_brackets[1].strip() or name
    known = _CODES.get(_plain(name))
    return (known or _as_code(_plain(name)) or "en"), name


def heading_of(text: str) -> str:
    """A heading as it is looked up: lower case, blanks as `_`."""
    return re.sub(r"[\s_]+", "_", text.strip().casefold()).strip("_")


def _as_code(text: str) -> str:
    first, hyphen, rest = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").partition("-")
    return first.lower() + hyphen + rest


def _plain(text: str) -> str:
    """Lower case, without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()
