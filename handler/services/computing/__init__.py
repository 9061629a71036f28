"""What authors' files come to, computed in processes of their own, which may be ended.

May import: the ports and what stands on them alone (records, blobs …), and core.
Never comes in: what is done with the outcome, which is each flow's.
"""
