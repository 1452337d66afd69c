"""Reports: statements as a page to read, to print or to edit on: HTML, Markdown, DOCX."""
