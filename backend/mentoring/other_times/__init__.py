"""One other time for one session, proposed behind a signed link by somebody who has not signed in."""
