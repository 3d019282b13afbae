"""The settings as a tree: which there are, and which one a wrong name may mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from autoredeem.settings.model import PREFIX, Settings

NAME = "name"
"""Stands for a name of the operator's own."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, or a group of them: its path from the top, and what is known of it."""

    path: Path
    field: FieldInfo

    @property
    def variable(self) -> str:
        """What it is called in the environment."""
        return self.older_name or variable(self.path)

    @property
    def key(self) -> str:
        """What it is called in TOML, its tables before it; where it has no name there, in both."""
        return self.older_name or ".".join(self.path)

    @property
    def older_name(self) -> str:
        """A name that older bots have for it, which only the environment and `.env` may use."""
        alias = self.field.validation_alias
        return alias if isinstance(alias, str) else ""


def variable(path: Sequence[str]) -> str:
    """Return what a setting is called in the environment."""
    return PREFIX + "__".join(path).upper()


def path_of(name: str) -> Path:
    """Return the path that a variable's name means, whether there is such a setting or not."""
    return tuple(name.upper().removeprefix(PREFIX).lower().split("__"))


def all_settings() -> Iterator[Setting]:
    """Yield every setting, no groups, in the order of the model."""
    for name, field in Settings.model_fields.items():
        yield from _leaves(Setting((name,), field))


def setting_at(path: Sequence[str]) -> Setting | None:
    """Return the setting or group at a path; None where there is none."""
    first, *below = path
    if first not in Settings.model_fields or Settings.model_fields[first].validation_alias:
        return None
    found = Setting((first,), Settings.model_fields[first])
    for part in below:
        children = _children(found)
        child = children.get(part) or children.get(NAME)
        if child is None:
            return None
        found = Setting((*found.path, part), child)
    return found


def nearest_to(path: Path) -> Setting | None:
    """Return the setting whose name is most like one that is wrong, if any is."""
    named = (replace(it, path=_with_own_names(it.path, path)) for it in all_settings())
    candidates = {"__".join(it.path): it for it in named}
    near = get_close_matches("__".join(path).lower(), candidates, 1, cutoff=0.7)
    return candidates[near[0]] if near else None


def _with_own_names(path: Path, typed: Path) -> Path:
    """Put the operator's own names where NAME stands."""
    return tuple(
        typed[i] if part == NAME and i < len(typed) else part for i, part in enumerate(path)
    )


def _leaves(setting: Setting) -> Iterator[Setting]:
    children = _children(setting)
    if not children or (NAME in setting.path and NAME in children):
        # Of what has a name of its own, headers are one setting, however many there are.
        yield setting
        return
    for name, field in children.items():
        yield from _leaves(Setting((*setting.path, name), field))


def _children(setting: Setting) -> Mapping[str, FieldInfo]:
    """Return what a group has; nothing for a setting."""
    inner = bare(setting.field.annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return inner.model_fields
    if get_origin(inner) is Mapping:
        _, value = get_args(inner)
        whole = FieldInfo.from_annotation(value)
        return {NAME: FieldInfo.merge_field_infos(setting.field, annotation=whole.annotation)}
    return {}


def bare(annotation: Any) -> Any:  # noqa: ANN401 - a type's form, which has no type
    """Return a type without what only annotates it, and without None."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        [inner] = [it for it in get_args(annotation) if it is not type(None)]
        return bare(inner)
    return annotation
