"""Times tidlig beside its peers, in one run and interleaved: `python -m bench`.

`generating` and `hard_ledgers` make ledgers and `keeping` keeps them; `journals` has our own export
write them for the peers, and `agreeing` holds that all get the same figures. `questions` and `work`
say what is timed and `groups` on which ledger, `measuring` does it in turns, each run by a `runner`
process of its own, and `refusing` sees to it that the machine was quiet. `results` are what comes
out, held against `targets`, `faster_peers` and `growing`, and written by `tables`.
"""
