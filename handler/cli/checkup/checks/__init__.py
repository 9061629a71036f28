"""The judgements of `coldpress doctor`: pure functions from facts to findings, by subject.

May import: the facts and findings of cli/checkup, services and core. No IO here.
Never comes in: questions to AWS: `gathering.py` and its neighbours have asked before.
"""
