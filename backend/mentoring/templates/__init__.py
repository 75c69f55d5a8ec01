"""A programme's own words for its messages: coordinators read, try, write and take them back."""
