"""Who gets whom: exact assignment of startups to experts. Pure: no database, no clock, no network."""
