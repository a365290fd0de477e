"""Following the log over HTTP: page by page, or as a stream."""
