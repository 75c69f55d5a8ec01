"""The picture of the room, below the tables on the floor plan."""
