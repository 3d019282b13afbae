"""What every feature uses: handlers, cards, custom ids, permissions. Knows no discord."""
