"""The licences that GitHub offers: facts, and the texts of the short ones; https://docs.github.com/rest/licenses/licenses."""

from __future__ import annotations

from typing import NamedTuple

from . import apache, cc0, short

_FREE = ("commercial-use", "modifications", "distribution", "private-use")
_PATENT = (*_FREE[:3], "patent-use", "private-use")
_NO_CLAIMS = ("liability", "warranty")
_TRADEMARKS = ("trademark-use", *_NO_CLAIMS)
_COPYLEFT = ("include-copyright", "document-changes", "disclose-source", "same-license")


class Licence(NamedTuple):
    """One licence. `text` has [year] and [fullname] where its user is to stand; "" where only `source` has the text."""

    key: str
    name: str
    spdx: str
    summary: str
    permissions: tuple[str, ...]
    conditions: tuple[str, ...]
    limitations: tuple[str, ...]
    source: str
    text: str = ""
    featured: bool = False

    @property
    def body(self) -> str:
        """The text, or where it is to be found."""
        return self.text or f"{self.name}\n\nThe text of this licence is at {self.source}\n"


def _all() -> list[Licence]:
    gnu, spdx = "https://www.gnu.org/licenses/", "https://spdx.org/licenses/"
    return [
        Licence("agpl-3.0", "GNU Affero General Public License v3.0", "AGPL-3.0",
                "Strong copyleft that also reaches users over a network.", _PATENT,
                (*_COPYLEFT[:3], "network-use-disclose", "same-license"), _NO_CLAIMS, f"{gnu}agpl-3.0.txt"),
        Licence("apache-2.0", "Apache License 2.0", "Apache-2.0", "Permissive, with an express grant of patents.",
                _PATENT, _COPYLEFT[:2], _TRADEMARKS, "https://www.apache.org/licenses/LICENSE-2.0.txt",
                apache.TEXT, True),
        Licence("bsd-2-clause", 'BSD 2-Clause "Simplified" License', "BSD-2-Clause",
                "Permissive, in two conditions on the copyright notice.", _FREE, _COPYLEFT[:1], _NO_CLAIMS,
                f"{spdx}BSD-2-Clause.html", short.BSD_TWO_CLAUSES),
        Licence("bsd-3-clause", 'BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause",
                "As the one of two clauses, and nobody's name may be used for promotion.", _FREE, _COPYLEFT[:1],
                _NO_CLAIMS, f"{spdx}BSD-3-Clause.html", short.BSD_THREE_CLAUSES),
        Licence("bsl-1.0", "Boost Software License 1.0", "BSL-1.0",
                "Permissive; binaries need no notice.", _FREE, ("include-copyright--source",), _NO_CLAIMS,
                "https://www.boost.org/LICENSE_1_0.txt", short.BOOST),
        Licence("cc0-1.0", "Creative Commons Zero v1.0 Universal", "CC0-1.0",
                "Gives up every right that can be given up.", _FREE, (),
                ("liability", "trademark-use", "patent-use", "warranty"),
                "https://creativecommons.org/publicdomain/zero/1.0/legalcode.txt", cc0.TEXT),
        Licence("epl-2.0", "Eclipse Public License 2.0", "EPL-2.0",
                "Copyleft for the files themselves, with a grant of patents.", _PATENT,
                ("disclose-source", "include-copyright", "same-license"), _NO_CLAIMS,
                "https://www.eclipse.org/legal/epl-2.0/"),
        Licence("gpl-2.0", "GNU General Public License v2.0", "GPL-2.0",
                "Strong copyleft: whoever passes it on passes the source on.", _FREE, _COPYLEFT, _NO_CLAIMS,
                f"{gnu}old-licenses/gpl-2.0.txt"),
        Licence("gpl-3.0", "GNU General Public License v3.0", "GPL-3.0",
                "Strong copyleft, with a grant of patents.", _PATENT, _COPYLEFT, _NO_CLAIMS, f"{gnu}gpl-3.0.txt",
                featured=True),
        Licence("lgpl-2.1", "GNU Lesser General Public License v2.1", "LGPL-2.1",
                "Copyleft for a library, not for what is linked with it.", _FREE,
                (*_COPYLEFT[:3], "same-license--library"), _NO_CLAIMS, f"{gnu}old-licenses/lgpl-2.1.txt"),
        Licence("mit", "MIT License", "MIT", "Permissive and short: keep the notice.", _FREE, _COPYLEFT[:1],
                _NO_CLAIMS, f"{spdx}MIT.html", short.MIT, True),
        Licence("mpl-2.0", "Mozilla Public License 2.0", "MPL-2.0",
                "Copyleft file by file, with a grant of patents.", _PATENT,
                ("disclose-source", "include-copyright", "same-license--file"), _TRADEMARKS,
                "https://www.mozilla.org/media/MPL/2.0/index.txt"),
        Licence("unlicense", "The Unlicense", "Unlicense", "Gives the work to the public domain.", _FREE, (),
                _NO_CLAIMS, "https://unlicense.org/UNLICENSE", short.UNLICENSE),
    ]  # fmt: skip


LICENCES = {licence.key: licence for licence in _all()}
"""By key, in the order of keys."""


def filled(licence: Licence, year: str, name: str) -> str:
    """The text as a repository's LICENSE file has it."""
    return licence.body.replace("[year]", year).replace("[fullname]", name)


def recognized(text: str) -> Licence | None:
    """The licence whose text this is, whoever holds the copyright; None for words of one's own."""
    words = _words(text)
    return next((licence for licence in LICENCES.values() if licence.text and _words(licence.text) == words), None)


def _words(text: str) -> list[str]:
    return [word for line in text.splitlines() if "copyright (c)" not in line.lower() for word in line.split()]
