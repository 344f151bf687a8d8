"""``python -m assistant.catalogues [FOLDER]``: bring the files up to date with the code."""

import sys
from pathlib import Path

from assistant.catalogues.extraction import brought_up_to_date, write

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
for file in sorted(folder.glob("*.po")):
    catalog = brought_up_to_date(file, language=file.stem)
    write(catalog, file)
    left = [one.id for one in catalog if one.id and (not one.string or one.fuzzy)]
    sys.stdout.write(f"{file}: {len(left)} to translate or to look at\n")
