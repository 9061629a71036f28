"""What commands print of files and problems: lines, groups, annotations, JSON.

May import: services, core, and what commands share.
Never comes in: publishing.
"""
