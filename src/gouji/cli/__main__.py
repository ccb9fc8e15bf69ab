"""`python -m gouji.cli` is `gouji`."""

from gouji.cli import main

main(prog_name="gouji")
