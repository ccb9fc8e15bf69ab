"""`python -m gouji` is `gouji`."""

from gouji.cli import main

main(prog_name="gouji")
