"""What `_config.yml` means: settings, navigation, colours, accounts, feeds; `_data` as well.

May import: core/comments, core/yaml, core/html, core/index, core/model.
Never comes in: front matter of posts, and how a page is laid out.
"""
