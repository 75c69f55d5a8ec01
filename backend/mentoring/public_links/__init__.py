"""Free starts for people who have not signed in: a link on a web page, in a mail, inside another site."""
