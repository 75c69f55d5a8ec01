"""What an event puts on paper: badges, table cards, agendas, the list at the door. Plain values in, files out."""
