"""The publisher's API: what differs between the games, requests and answers, and its budget."""
