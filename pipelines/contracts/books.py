"""The book of headings by which the files of each county are read.

What does not belong here: what a book holds (recognising.aliases).
"""

from pathlib import Path

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.errors import WrongCall
from pipelines.ingest.discover import COUNTY_FOLDER
from pipelines.sentences import Sentence
from pipelines.settings import Settings


class FolderOfNoCounty(WrongCall):
    """A folder of headings is named for no county, so that nobody's files would be read by it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Sentence(
                "{folder} 的名字不是县代码（六位数字），里面的表头对谁的文件都不算；"
                "请改成县代码，或把表移到上一层。",
                folder=folder,
            )
        )


def see_that_folders_are_of_counties(settings: Settings) -> None:
    """See that every folder beside the tables of headings that the counties wrote is one county's.

    Raises:
        FolderOfNoCounty: one is not.
    """
    for path in sorted((settings.county / "aliases").glob("*/")):
        if not COUNTY_FOLDER.fullmatch(path.name):
            raise FolderOfNoCounty(path)


class Books:
    """The books of the counties, each loaded once; most read by the same one.

    Args:
        settings: where headings are described.

    Raises:
        FolderOfNoCounty: a folder of headings is no county's.
    """

    def __init__(self, settings: Settings) -> None:
        see_that_folders_are_of_counties(settings)
        self._settings = settings
        self._loaded: dict[tuple[Path, ...], AliasBook] = {}

    def of(self, county_code: str | None) -> AliasBook:
        """The book of a county; without one, that of all.

        Raises:
            AliasFault: a table of headings cannot be used.
        """
        folders = self._settings.alias_folders_of(county_code)
        if folders not in self._loaded:
            self._loaded[folders] = AliasBook.load(*folders)
        return self._loaded[folders]
