"""The words of messages as coordinators write them: placeholders, checks, history, and what a text costs."""
