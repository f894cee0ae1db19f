"""The key of a finding when the question it is about goes by another id in a newer version of the bank."""

from questionnaire.interviews.walk import Walk

_WITH_NUMBER = ("flag", "claim")
_WITH_QUESTION = ("mark", "to-follow", "disagreement")


def question_in(key: str) -> str:
    """The id of the question in the key of a finding or of an offer; empty where it is about none."""
    kind, _colon, rest = key.partition(":")
    if kind in _WITH_NUMBER:
        return rest.rpartition(":")[0]
    if kind in _WITH_QUESTION:
        return rest
    return rest.partition(":")[0] if kind == "promised" else ""


def question_now(name: str, walk: Walk) -> str:
    """The id that a question has in this version of the bank; the same where it is not known."""
    if name in walk.steps:
        return name
    return next((step.question.id for step in walk.steps.values() if name in step.question.was), name)


def current_key(key: str, walk: Walk) -> str:
    """The key with the id that its question has in this version of the bank."""
    name = question_in(key)
    if not name or name in walk.steps:
        return key
    return key.replace(f":{name}", f":{question_now(name, walk)}", 1)
