"""The main job: who still needs a code, whose turn it is, what came of it."""
