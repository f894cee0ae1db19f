"""The keys of the call. Each has a letter, and a key that also works while text is typed where there is one."""

from textual.binding import Binding, BindingType

from questionnaire.translation import N_

KEYS: list[BindingType] = [
    Binding(
        "enter,pagedown,ctrl+n", "next", N_("next"), id="call.next", key_display="Enter",
        tooltip=N_("The next question that is asked"),
    ),
    Binding(
        "b,pageup", "back", N_("back"), id="call.back", key_display="b",
        tooltip=N_("The question before"),
    ),
    Binding(
        "n,f4", "note", N_("note"), id="call.note",
        tooltip=N_("A note with the answer; it stands on the sheet"),
    ),
    Binding(
        "e,f3", "evidence", N_("evidence"), id="call.evidence",
        tooltip=N_("What is offered to show for it: seen, promised, received, refused"),
    ),
    Binding(
        "f,f2", "mark", N_("flag"), id="call.mark",
        tooltip=N_("Mark the answer for follow-up yourself"),
    ),
    Binding(
        "F,f12", "follow_up", N_("follow up"), id="call.follow_up", show=False,
        tooltip=N_("Make a follow-up of what is to come, or of what came out here"),
    ),
    Binding(
        "g,f5", "guidance", N_("guidance"), id="call.guidance",
        tooltip=N_("What to listen for, what to ask to see, the law in this country"),
    ),
    Binding(
        "slash", "find", N_("find"), id="call.find", key_display="/",
        tooltip=N_("Go to a question by its words or id"),
    ),
    Binding(
        "u,f6", "reason('unknown')", N_("does not know"), id="call.unknown", show=False,
        tooltip=N_("The respondent does not know"),
    ),
    Binding(
        "r,f7", "reason('refused')", N_("refused"), id="call.refused", show=False,
        tooltip=N_("The respondent does not want to answer"),
    ),
    Binding(
        "a,f8", "reason('not-applicable')", N_("does not apply"), id="call.not_applicable", show=False,
        tooltip=N_("The question does not apply here"),
    ),
    Binding(
        "t,f9", "reason('to-follow')", N_("to follow"), id="call.to_follow", show=False,
        tooltip=N_("The answer is promised for later"),
    ),
    Binding(
        "equals_sign,f11", "still_so", N_("still so"), id="call.still_so", show=False,
        tooltip=N_("As in the round before, or as the supplier wrote; again takes it back"),
    ),
    Binding(
        "c,delete", "clear", N_("clear"), id="call.clear", show=False,
        tooltip=N_("Take the answer away; the history keeps it"),
    ),
    Binding(
        "z", "undo", N_("undo"), id="call.undo", show=False,
        tooltip=N_("Put back what stood here before this visit"),
    ),
    Binding(
        "l", "second_language", N_("second language"), id="call.language", show=False,
        tooltip=N_("The question in the second language under it"),
    ),
    Binding(
        "o,ctrl+o", "outline", N_("outline"), id="call.outline", show=False,
        tooltip=N_("The sections and questions; Enter goes there"),
    ),
    Binding(
        "s", "next_open", N_("next open"), id="call.next_open", show=False,
        tooltip=N_("Skip to the next question without an answer"),
    ),
    Binding(
        "v", "newer_bank", N_("newer"), id="call.newer_bank",
        tooltip=N_("Take the newer version of these questions over, where there is one"),
    ),
    Binding(
        "d,f10", "conflict", N_("differs"), id="call.conflict", show=False,
        tooltip=N_("Another machine has another answer: both sides, and which stays"),
    ),
    Binding(
        "C,ctrl+r", "clean", N_("clean"), id="call.clean", show=False,
        tooltip=N_("Take what was said here out for good: from the answer, the note and their history"),
    ),
    Binding(
        "p", "problem", N_("did not work"), id="call.problem", show=False,
        tooltip=N_("Tell the union that this did not work"),
    ),
    Binding(
        "w", "wrap_up", N_("wrap up"), id="call.wrap_up", show=False,
        tooltip=N_("What is open, what came out, what was promised"),
    ),
    Binding(
        "escape", "leave_field", N_("leave"), id="call.leave_field", show=False,
        tooltip=N_("Leave the field; from the answer, back to the suppliers"),
    ),
    Binding(
        "q", "leave", N_("suppliers"), id="call.leave", show=False,
        tooltip=N_("Back to the suppliers; the interview can be resumed"),
    ),
]  # fmt: skip
