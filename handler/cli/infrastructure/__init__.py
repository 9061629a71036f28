"""`init` and `provision`: a stage of zappa_settings.json and its stack in CloudFormation.

May import: core.
Never comes in: the blog's content, and names of a deployment that stand nowhere in the settings.
"""
