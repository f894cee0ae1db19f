"""Draw docs/interview.svg, the picture of the README, with the tool itself: `python -m tools.picture`."""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from questionnaire.samples import fill_with_samples
from questionnaire.terminal.app import QuestionnaireApp
from questionnaire.terminal.interview import InterviewScreen
from questionnaire.workspace import open_workspace

PICTURE = Path(__file__).parent.parent / "docs" / "interview.svg"


async def draw(database: str) -> str:
    """The call with the first sample supplier, as SVG."""
    app = QuestionnaireApp(database)
    async with app.run_test(size=(110, 32)) as pilot:
        while len(app.screen_stack) < 2:
            await pilot.pause(0.05)
        assert app.workspace is not None
        interview = app.workspace.open_interview("Voorbeeld Knit")
        await app.push_screen(InterviewScreen(app.workspace, interview))
        while not isinstance(app.screen, InterviewScreen):
            await pilot.pause(0.05)
        app.screen.go_to("agreement-in-force")
        app.screen.action_second_language()
        await pilot.pause(0.5)
        return app.export_screenshot(title="questionnaire")


def main() -> None:
    """Write the picture; the fonts it would fetch from elsewhere are left out."""
    with TemporaryDirectory() as folder:
        database = str(Path(folder) / "picture.db")
        with open_workspace(database) as workspace:
            fill_with_samples(workspace)
        svg = asyncio.run(draw(database))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
