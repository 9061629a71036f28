"""What a blog is, as pure functions on plain data.

May import: feeds, search → jekyll, pages → site, liquid → comments → index, html, yaml, markdown,
photos → model; each what follows it, and nothing else of the program.
Never comes in: AWS, Flask, files, the environment, the clock, the network.
"""
