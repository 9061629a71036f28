"""Liquid's signs: where tags and outputs begin and end, and the expressions in them.

May import: its own modules and python-liquid.
Never comes in: values, and what a tag or filter does.
"""
