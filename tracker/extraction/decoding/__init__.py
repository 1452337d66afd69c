"""The model's scores to statements.

`layout` is what the text alone says of its words, `candidates` are quotes that it makes plain, `proposals` what the
model proposes for an anchor (its borders by `boundaries`, its speaker by `speaker_words`), `shaping` cuts quotes at
quotation marks, `turns` are those of interviews, and `decode` puts it all together.
"""

from tracker.extraction.decoding.decode import decode

__all__ = ["decode"]
