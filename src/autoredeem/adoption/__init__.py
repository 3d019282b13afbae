"""Other bots' data: what their databases hold, and how it becomes ours.

Nothing here changes what another bot wrote. What is read is taken where it says something, left
where it does not, and either way counted in one `Report`.
"""
