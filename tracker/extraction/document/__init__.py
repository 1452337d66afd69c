"""An article taken apart once: its words, paragraphs, sentences and quoted stretches, for all stages that follow."""
