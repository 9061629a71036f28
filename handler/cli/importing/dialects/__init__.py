"""What only one program's texts and addresses have: shortcodes, cards, blocks, links. No IO here.

May import: texts/, core.
Never comes in: files, addresses that are asked, what is written where.
"""
