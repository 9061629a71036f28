"""Makes the zip that Lambda runs: `python -m tools.package [STAGE]`.

The same sources give the same bytes, wherever and whenever it is made, and whether `make package`
or `zappa update` asks for it. Only another patch release of Python or another zlib may change
them. Nothing is compiled or written in `handler/` or in the virtual environment: dependencies are
installed for Lambda's platform into `.package/`, once, and what is made of the same sources is kept
there for the next who asks. The Python that compiles is that of the
function (`tools/pythons.py`), whichever runs this.
"""
