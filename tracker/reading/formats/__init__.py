"""Each format's reader: from a document or a file of many to text and metadata."""
