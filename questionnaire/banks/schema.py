"""The JSON Schema of a bank file, for editors that complete and check as one types; made from the reader's own tables.

It says what a single place may hold. What only the whole file tells (ids, conditions, languages) `bank check` tells.
"""

from questionnaire.banks import keys
from questionnaire.banks.conditions import DATE_COMPARISONS, NUMBER_COMPARISONS
from questionnaire.banks.fields import ID
from questionnaire.banks.model import NUMERIC, AnswerType, FigureKind, Respondent, Severity, Theme
from questionnaire.banks.names import COUNTRY_FACTS
from questionnaire.banks.new_bank import LANGUAGE
from questionnaire.banks.read import MOST_CHOICES, RESERVED_CHOICES, RESERVED_NAMES

NAME = "bank.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FIRST_LINE = f"# yaml-language-server: $schema={NAME}"

Schema = dict[str, object]

_ID = f"^{ID.pattern}$"
_LANGUAGE = f"^{LANGUAGE.pattern}$"
_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?|today|" + ID.pattern + ")$"
_PERIOD = r"^\d{1,5}\s+(day|week|month|year)s?$"
_NAMES = rf"{ID.pattern}|supplier\.(country|workers)|country\.({'|'.join(COUNTRY_FACTS)})|respondent"
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def bank_schema() -> Schema:
    """The schema of a bank file."""
    return {
        "$schema": DIALECT,
        "title": "Question bank",
        "description": "A question bank of questionnaire: what may be asked, what to listen for, when to follow up.",
        **_ref("bank"),
        "$defs": {
            "bank": _part("bank", keys.BANK, _BANK),
            "figure": _figure(),
            "section": _part("section", keys.SECTION, _SECTION),
            "question": _question(),
            "choice": _part("choice", keys.CHOICE, _CHOICE),
            "flag": _part("flag", keys.FLAG, _FLAG),
            "probes": _part("probes", keys.PROBES, _PROBES),
            "check": _part("check", keys.CHECK, _CHECK),
            "text": _text(),
            "texts": _texts(),
            "id": {"type": "string", "pattern": _ID, "description": "Lower-case words joined by hyphens."},
            "words": _one_or_list({"type": ["string", "number"]}),
            "number": {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?\s*%?$"},
            "truth": {"enum": [True, False, "true", "false", "yes", "no"]},
            "severity": {"enum": [str(severity) for severity in Severity]},
            "respondent": {"enum": [str(role) for role in Respondent]},
            "condition": _condition("condition", _NAMES),
            "checkCondition": _condition("checkCondition", rf"{_NAMES}|previous\.{ID.pattern}"),
            "ownCondition": _own_condition(),
            "test": _test(),
            "comparisons": _comparisons(),
        },
    }


def _ref(name: str, description: str = "") -> Schema:
    found: Schema = {"$ref": f"#/$defs/{name}"}
    return found | ({"description": description} if description else {})


def _list(item: Schema, description: str = "") -> Schema:
    found: Schema = {"type": "array", "minItems": 1, "items": item}
    return found | ({"description": description} if description else {})


def _one_or_list(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "minItems": 1, "items": item}]}


_BANK: dict[str, Schema] = {
    "bank": _ref("id", "Id of the bank: lower-case words joined by hyphens. It stays what it is."),
    "version": {
        "type": ["string", "number"],
        "description": "Raised with every published change. In quotes, so that 1.10 stays 1.10.",
    },
    "languages": _list(
        {"type": "string", "pattern": _LANGUAGE},
        "Codes of the languages every text is written in; the first is the one to fall back on.",
    ),
    "title": _ref("text", "What the bank is called."),
    "publisher": {"type": "string", "description": "Who keeps the bank."},
    "theme": {
        "enum": [str(theme) for theme in Theme],
        "description": "Which theme of the Dutch agreement on garments and textile the bank is about.",
    },
    "about": _ref("text", "Where the questions come from; shown when an interview starts."),
    "figures": {
        "type": "object",
        "description": "Numbers worked out from answers, by id; to be used in every condition.",
        "propertyNames": {"pattern": _ID, "not": {"enum": list(RESERVED_NAMES)}},
        "additionalProperties": _ref("figure"),
    },
    "sections": _list(_ref("section"), "The sections, in the order of the call."),
    "checks": _list(_ref("check"), "Rules that answers do not fit together."),
}
_FIGURE: dict[str, Schema] = {
    "title": _ref("text", "What the number is, for the buyer."),
    "percent": {"type": "string", "description": "The number that is taken as a percentage; goes with `of`."},
    "of": {"type": "string", "description": "The number that is a hundred percent."},
    "sum": _ref("words", "The numbers that are added up."),
    "difference": {
        "type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string"},
        "description": "Two numbers; the figure is how far they lie apart.",
    },
}  # fmt: skip
_SECTION: dict[str, Schema] = {
    "id": _ref("id", "Id of the section."),
    "title": _ref("text", "What the section is about."),
    "intro": _ref("text", "For the buyer: how to ask this."),
    "questions": _list(_ref("question"), "The questions, in the order of the call."),
}
_NAME: Schema = {
    "type": "string",
    "pattern": _ID,
    "not": {"enum": list(RESERVED_NAMES)},
    "description": "Id of the question: unique in the bank, never used again for another meaning.",
}
_QUESTION: dict[str, Schema] = {
    "id": _NAME,
    "was": _ref("words", "Earlier ids of the same question: its answers come along."),
    "ask": _ref("text", "The question as it is read out."),
    "answer": {"enum": [str(kind) for kind in AnswerType], "description": "How it is answered."},
    "choices": {
        "type": "array", "minItems": 2, "maxItems": MOST_CHOICES, "items": _ref("choice"),
        "description": "The answers to choose from; for choice and choices.",
    },
    "unit": _ref("text", "What is counted; for number and percentage."),
    "min": _ref("number", "The lowest number taken."),
    "max": _ref("number", "The highest number taken."),
    "whole": _ref("truth", "true: no fractions."),
    "listen_for": _ref("text", "What a real answer sounds like; seen by the buyer alone, never read out."),
    "evidence": _ref("texts", "What to ask to see, a list for each language."),
    "based_on": _ref("words", "The norms the question rests on, such as ILO C98 art. 1."),
    "ask_of": _one_or_list(_ref("respondent")) | {"description": "Who is asked; without it, everyone."},
    "short_form": _ref("truth", "true: part of the first call."),
    "about_prices": _ref("truth", "true: about prices or terms of payment, so not on a sheet for a union."),
    "ask_if": _ref("condition", "Asked only where this is true."),
    "flags": _list(_ref("flag"), "When an answer needs follow-up."),
    "probes": _list(_ref("probes"), "Questions asked at once, where the answer calls for them."),
}  # fmt: skip
_CHOICE: dict[str, Schema] = {
    "id": {
        "type": "string",
        "pattern": _ID,
        "not": {"enum": list(RESERVED_CHOICES)},
        "description": "Id of the choice, for conditions; unique in its question.",
    },
    "label": _ref("text", "The choice as it is shown."),
}
_FLAG: dict[str, Schema] = {
    "when": _ref("ownCondition", "The answer that needs follow-up, or any condition."),
    "without": {
        "enum": ["evidence"],
        "description": "evidence: only until something was seen or received for it.",
    },
    "severity": _ref("severity", "How pressing it is."),
    "because": _ref("text", "Why it matters, in a sentence."),
    "next_step": _ref("text", "What to do after the call."),
}
_PROBES: dict[str, Schema] = {
    "when": _ref("ownCondition", "The answer that calls for them, or any condition."),
    "questions": _list(_ref("question"), "The probes: questions like all others."),
}
_CHECK: dict[str, Schema] = {
    "id": _ref("id", "Id of the check."),
    "when": _ref("checkCondition", "What does not fit together: it is told where this is true."),
    "severity": _ref("severity", "How pressing it is."),
    "because": _ref("text", "What does not fit, in a sentence."),
    "ask_next": _ref("text", "The question to put now, in spoken words."),
}


def _part(name: str, known: keys.Keys, properties: dict[str, Schema]) -> Schema:
    """A mapping with the keys of the reader, and no others."""
    assert tuple(properties) == known.known, f"the schema of {name} is behind the reader"
    return {
        "type": "object",
        "properties": properties,
        "required": list(known.required),
        "additionalProperties": False,
    }


def _figure() -> Schema:
    ways = [["percent", "of"], *([str(kind)] for kind in FigureKind if kind is not FigureKind.PERCENT)]
    made = [{"required": way, "maxProperties": len(way) + 1} for way in ways]
    return _part("figure", keys.FIGURE, _FIGURE) | {"oneOf": made}


def _question() -> Schema:
    """A question: choices go with two types of answer and are needed there, bounds and units with two others."""
    kinds = {"choices": ("choice", "choices"), "numbers": tuple(map(str, NUMERIC))}
    of_kind = {
        name: {"properties": {"answer": {"enum": list(kind)}}, "required": ["answer"]}
        for name, kind in kinds.items()
    }
    return _part("question", keys.QUESTION, _QUESTION) | {
        "allOf": [
            {
                "if": of_kind["choices"],
                "then": {"required": list(keys.CHOICE_ONLY)},
                "else": {"properties": dict.fromkeys(keys.CHOICE_ONLY, False)},
            },
            {"if": of_kind["numbers"], "else": {"properties": dict.fromkeys(keys.NUMERIC_ONLY, False)}},
        ]
    }


def _text() -> Schema:
    return {
        "description": "A text in every language of the bank, such as {en: Yes, nl: Ja}.",
        "anyOf": [
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": _LANGUAGE},
                "additionalProperties": _SCALAR,
            },
            _SCALAR,
        ],
    }


def _texts() -> Schema:
    return {
        "anyOf": [
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": _LANGUAGE},
                "additionalProperties": _one_or_list(_SCALAR),
            },
            _one_or_list(_SCALAR),
        ],
    }


def _condition(own: str, names: str) -> Schema:
    """Names with tests, all of which must hold, or one of all, any and not, alone; `own` is what this is called."""
    conditions: Schema = {"type": "array", "minItems": 1, "items": _ref(own)}
    return {
        "description": "Names with tests, all of which must hold, or {all: [...]}, {any: [...]}, {not: ...}.",
        "type": "object",
        "minProperties": 1,
        "properties": {
            "all": conditions | {"description": "All of these must hold."},
            "any": conditions | {"description": "One of these must hold."},
            "not": _ref(own, "This must not hold."),
        },
        "propertyNames": {"pattern": f"^({names})$"},
        "additionalProperties": _ref("test"),
        **_joins_stand_alone("all", "any", "not"),
    }


def _own_condition() -> Schema:
    return {"anyOf": [_ref("test"), _own_joins(), _ref("condition")]}


def _own_joins() -> Schema:
    """`all`, `any` and `not` of bare tests of the question's own answer."""
    own: Schema = {"type": "array", "minItems": 1, "items": _ref("ownCondition")}
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {"all": own, "any": own, "not": _ref("ownCondition")},
        "additionalProperties": False,
    }


def _joins_stand_alone(*joins: str) -> Schema:
    """No other name beside one of these."""
    return {"dependentSchemas": {join: {"maxProperties": 1} for join in joins}}


def _test() -> Schema:
    return {
        "description": "One of the answers, a list of them, answered, unanswered, or comparisons.",
        "anyOf": [_SCALAR, {"type": "array", "minItems": 1, "items": _SCALAR}, _ref("comparisons")],
    }


def _comparisons() -> Schema:
    number: Schema = {"type": ["number", "string"], "description": "A number, or the id of another number."}
    day: Schema = {
        "type": ["number", "string"],
        "pattern": _DATE,
        "description": "A date such as 2026, 2026-05 or 2026-05-01, today, or the id of another date.",
    }
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {
            "not": _ref("test", "The test must not hold."),
            "older_than": {
                "type": "string",
                "pattern": _PERIOD,
                "description": "How long before the day of the interview the date lies, such as 12 months.",
            },
            **{str(how): number for how in NUMBER_COMPARISONS},
            **{str(how): day for how in DATE_COMPARISONS},
        },
        "additionalProperties": False,
    }
