"""A server for each test."""

from support.discord_server import discord_certificates, discord_server

__all__ = ["discord_certificates", "discord_server"]
