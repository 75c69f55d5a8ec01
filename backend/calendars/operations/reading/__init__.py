"""Reading calendars of Google as busy time: asked for, gathered from the network, kept in one transaction."""
