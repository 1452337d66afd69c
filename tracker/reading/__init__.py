"""From bytes to articles: formats, encodings, titles, datelines and published dates.

`sources.read_records` reads any file or stream, `documents.read_article` a file of one article.
"""
