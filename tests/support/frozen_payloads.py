"""Payloads as the bot sent them, frozen."""

from typing import Any

Payload = dict[str, Any]

BOT = {"id": "7", "username": "autoredeem", "global_name": None, "bot": True}
ANN = {"id": "1", "username": "ann", "global_name": "Ann", "bot": False}


def a_message(**more: object) -> Payload:
    """Return a message of the bot's that says nothing yet."""
    usual = {"author": BOT, "timestamp": "2026-11-24T20:00:05+00:00", "flags": 0, "content": ""}
    return {**usual, **more}


SETTINGS = a_message(
    flags=64,
    embeds=[
        {
            "type": "rich",
            "color": 5793266,
            "title": "Settings",
            "description": "Channel for results: <#3>\nManagers: <@&2>",
            "fields": [
                {"name": "One", "value": "1", "inline": True},
                {"name": "Two", "value": "2", "inline": True},
                {"name": "What is missing", "value": "- The **state**", "inline": False},
            ],
            "footer": {"text": "Page 1 of **2**"},
        }
    ],
    components=[
        {
            "type": 1,
            "components": [
                {
                    "type": 3,
                    "custom_id": "set-title",
                    "placeholder": "Which game?",
                    "options": [
                        {"label": "Whiteout Survival", "value": "wos", "default": True},
                        {"label": "Kingshot", "value": "kingshot", "default": False},
                    ],
                }
            ],
        },
        {
            "type": 1,
            "components": [
                {
                    "type": 8,
                    "custom_id": "set-channel",
                    "placeholder": "Channel for results",
                    "default_values": [{"id": "3", "type": "channel"}],
                }
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 6, "custom_id": "set-role", "placeholder": "Role of managers"},
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 3, "label": "Switch on", "custom_id": "switch?on=1"},
                {"type": 2, "style": 4, "label": "Remove", "custom_id": "no", "disabled": True},
            ],
        },
    ],
)

STATE_MODAL = {
    "custom_id": "set-state",
    "title": "The usual state",
    "components": [
        {
            "type": 18,
            "label": "State (empty: none)",
            "component": {
                "type": 4,
                "style": 1,
                "custom_id": "state",
                "required": False,
                "placeholder": "1042",
            },
        }
    ],
}

COMMANDS = [
    {
        "name": "codes",
        "type": 1,
        "description": "Gift codes",
        "name_localizations": {"ru": "коды"},
        "description_localizations": {"ru": "Подарочные коды"},
        "options": [
            {
                "name": "add",
                "type": 1,
                "description": "Add gift codes",
                "name_localizations": {"ru": "добавить"},
                "options": [
                    {"name": "codes", "type": 3, "name_localizations": {"ru": "коды"}},
                ],
            }
        ],
    },
    {"name": "me", "type": 1, "description": "Your accounts", "options": []},
    {"name": "Redeem this code", "type": 3, "description": ""},
]
