"""What says when, where and by whom an article was published."""
