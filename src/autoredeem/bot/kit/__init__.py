"""What every feature uses: handlers, requests, cards, custom ids, permissions, pagination."""
