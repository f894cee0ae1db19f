"""What stands in the type column of a form: the many spellings of a few kinds."""

import re
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a row of a form is."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MANY = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    BEGIN = "begin"
    REPEAT = "repeat"
    END = "end"
    EVIDENCE = "evidence"
    META = "meta"
    CALCULATED = "calculated"
    PLACE = "place"
    SETTING = "setting"
    UNKNOWN = "unknown"


ASKING = (
    Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.RANGE, Kind.DATE, Kind.SELECT_ONE, Kind.SELECT_MANY, Kind.RANK, Kind.ACKNOWLEDGE,
    Kind.UNKNOWN,
)  # fmt: skip
"""The kinds of rows that ask something."""


class FormType(NamedTuple):
    """A row's kind, the list it chooses from, whether "other" is added, and whether the list stands in a file of its own."""

    kind: Kind
    list_name: str = ""
    or_other: bool = False
    is_elsewhere: bool = False


_KINDS = {
    Kind.TEXT: "text string barcode url phonenumber_text phone_number_text time email_text phone_number q_string q_barcode",
    Kind.INTEGER: "integer int q_int number_of_days_in_last_month number_of_days_in_last_six_months number_of_days_in_last_year",
    Kind.DECIMAL: "decimal double float number percentage q_decimal",
    Kind.RANGE: "range",
    Kind.DATE: "date datetime date_time datetime_local today_date q_date",
    Kind.ACKNOWLEDGE: "acknowledge trigger q_acknowledge",
    Kind.NOTE: "note add_note_prompt q_note",
    Kind.END: "end_group end_repeat end_loop end_lgroup end_kobomatrix end_score end_rank end_looped_group",
    Kind.EVIDENCE: "image photo picture audio video file annotate draw signature q_image background_audio",
    Kind.META: (
        "start end today deviceid device_id subscriberid subscriber_id simserial sim_serial sim_id simid phonenumber username user_name"
        " email audit instanceid start_geopoint get_start_time get_end_time get_today get_device_id get_subscriber_id get_sim_id"
        " get_phone_number start_time end_time uri:deviceid uri:subscriberid uri:simserial uri:phonenumber uri:username uri:email"
        " caseid deviceidentifier deviceinfo device_info text_audit speed_violations_count"
    ),
    Kind.CALCULATED: "calculate calculate_here q_calculate hidden hidden_value xml_external csv_external entity",
    Kind.PLACE: "geopoint geotrace geoshape location gps bearing map q_geopoint q_location",
    Kind.SETTING: "set_form_title set_form_id style",
}
_BY_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_BEGIN = re.compile(
    r"begin[\s_]*(group|repeat|loop|lgroup|looped[\s_]group|kobomatrix|score|rank|table_list|table-list)\b.*",
    re.IGNORECASE,
)
_END = re.compile(
    r"end[\s_]*(group|repeat|loop|lgroup|looped[\s_]group|kobomatrix|score|rank)\b.*", re.IGNORECASE
)
_SELECT = re.compile(
    r"(?:add\s+)?(?P<kind>select[\s_]*(?:one|1)(?:[\s_]prompt)?|select[\s_]*(?:all[\s_]*that[\s_]*apply|multiple|many)(?:[\s_]prompt)?"
    r"|select|rank)(?P<external>[\s_]external|[\s_]from[\s_](?:file|map))?(?:\s+(?:from|using)\b)?(?:\s+(?P<list>.+?))?"
    r"(?P<other>\s+(?:or[\s_]specify[\s_]other|or[\s_]other))?",
    re.IGNORECASE,
)


def form_type(text: str) -> FormType:
    """What a cell of the type column says."""
    plain = " ".join(text.split())
    if found := _BEGIN.fullmatch(plain):
        repeats = found[1].lower().startswith(("repeat", "loop"))
        return FormType(Kind.REPEAT if repeats else Kind.BEGIN)
    if _END.fullmatch(plain):
        return FormType(Kind.END)
    word = re.sub(r"[\s-]+", "_", plain.casefold())
    known = _BY_WORD.get(word) or _BY_WORD.get(word.removesuffix("_prompt").removeprefix("add_"))
    if known is not None:
        return FormType(known)
    if found := _SELECT.fullmatch(plain):
        name = (found["list"] or "").strip()
        kind = found["kind"].casefold()
        is_many = "multiple" in kind or "all" in kind or "many" in kind
        chosen = Kind.RANK if kind == "rank" else Kind.SELECT_MANY if is_many else Kind.SELECT_ONE
        is_file = bool(found["external"]) or name.casefold().endswith((".csv", ".xml", ".geojson"))
        return FormType(chosen, name, bool(found["other"]), is_file)
    return FormType(Kind.UNKNOWN)
