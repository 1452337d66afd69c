"""What stands around documents: compression, encodings, JSON and WARC framing, and which format it is."""
