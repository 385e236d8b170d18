"""Times tidlig beside its peers, in one run and interleaved: `python -m bench`.

`generating` makes ledgers and `keeping` keeps them; `journals` has our own export write them for
the peers, and `agreeing` holds that all get the same figures. `work` says what is timed,
`measuring` does it in turns, each run by a `runner` process of its own, and `results` are what
comes out, held against `targets` and written by `tables`.
"""
