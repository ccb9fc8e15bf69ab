"""`python -m gouji.cli` is `gouji` too."""

from gouji.cli import main

main(prog_name="gouji")
